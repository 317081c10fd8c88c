score fit max fifty {
  +20 a
}
score fit max 50 {
  20 industry = "SaaS"
  +20 industry == "SaaS"
  + 20 industry = "SaaS"
  +twenty industry
  named: industry = "SaaS"
  +5 each max 20
  +5 each views max
  decay half every month since seen_at
  decay 50 every 30d since seen_at
  decay half each 30 days since seen_at
  recorded
  deccay half every 30 days since seen_at
  +10 last_seen within 7
  +10 ok
}
score total = fit +
score total = fit+engagement
score total = fit + 3
score total = fit + engagement balance
score total
