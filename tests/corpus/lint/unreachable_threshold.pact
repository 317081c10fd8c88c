# 30 and 20, of a maximum of 60; what is taken away is held at the floor.
score fit max 60 {
  +30 industry in ["SaaS", "Fintech"]
  +20 employees in 50..1000
  -30 country = "KP"
}

score mood max 20 min -15 {
  +10.5 pricing_views > 2
  -5    each pricing_views max 12
  -10   free_mail
}

score total = fit + engagement + mood

stage sal "Sales accepted lead" after mql {
  recorded accepted_at
  when {
    any {
    most:          fit >= 50
    beyond:        fit > 50
    none:          55 <= fit
    all:           fit >= 0
    some:          fit > 0
    least:         mood >= -15
    below:         mood < -15
    half:          mood >= 10.5
    over:          mood in 11..
    between:       mood in 0..10
    whole:         mood in -15..20
    never_same:    fit = 51
    always_others: fit != 51
    sum:           total >= 110.5
    too_much:      total >= 111
    }
  }
}
