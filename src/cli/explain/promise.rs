//! Timers and the right to hand a lead back, as lines for people.

use super::Told;
use super::picture::Picture;
use crate::eval::explain::{Mark, RejectionStory, TimerStory};
use crate::eval::{Doubt, RejectionVerdict, TimerVerdict};
use crate::ir::{CalendarId, Sla};
use crate::source::Span;
use crate::time::{Calendar, Instant, Reading, Zone};
use crate::types::Decimal;

/// Lines of a story: some text, and where in the contract it comes from.
pub(super) type Lines = Vec<(String, Option<Span>)>;

/// The zones that instants are shown in: that of the calendar, and the batch's where it is another.
struct Zones<'a> {
    own: &'a Zone,
    batch: &'a Zone,
}

impl<'a> Zones<'a> {
    fn of(told: &'a Told<'_>, calendar: Option<CalendarId>) -> Zones<'a> {
        let program = &told.opened.program;
        let own = calendar.map_or(&program.contract.timezone, |calendar| program.calendar(calendar).hours.zone());
        Zones { own, batch: told.zone }
    }

    fn instant(&self, at: Instant) -> String {
        let own = self.own.show_clock(at);
        if self.own.name() == self.batch.name() {
            return own;
        }
        format!("{own}  ({} {})", self.batch.show_clock(at), self.batch.name())
    }

    fn reading(&self, at: Reading) -> String {
        // A day is one of the batch's.
        if at.is_exact() { self.instant(at.from) } else { format!("{}, at any time", self.batch.date(at.from)) }
    }

    /// Returns a line of an instant: what it is, when, and what it is read from.
    fn mark(&self, what: &str, mark: &Mark) -> (String, Option<Span>) {
        let from = mark.from.as_ref().map_or_else(String::new, |from| format!("  {from}"));
        (format!("  {what:<9} {}{from}", self.reading(mark.at)), None)
    }
}

/// Returns what a timer came to, in a sentence.
pub(super) fn timer_title(told: &Told<'_>, story: &TimerStory) -> String {
    let sla = told.opened.program.sla(story.sla);
    let clock = if story.calendar.is_some() { " of business time" } else { "" };
    let verdict = story.state.verdict;
    let more = match verdict {
        TimerVerdict::Breached => story.state.overdue.map(|late| format!(", late by {}{clock}", length(late))),
        TimerVerdict::Met => story.state.elapsed.map(|ran| format!(" after {}{clock}", length(ran))),
        TimerVerdict::Running | TimerVerdict::AtRisk | TimerVerdict::Paused => {
            let left = story.target.zip(story.state.elapsed).map(|(target, ran)| (target - ran).max(0));
            left.map(|left| format!(", {}{clock} left", length(left)))
        }
        _ => None,
    };
    format!("sla {}: {}{}", sla.name, verdict.word(), more.unwrap_or_default())
}

/// Returns the story of a timer: its instants, and a picture of it.
pub(super) fn timer(told: &Told<'_>, story: &TimerStory) -> Lines {
    let program = &told.opened.program;
    let sla = program.sla(story.sla);
    let zones = Zones::of(told, story.calendar);
    let mut lines: Lines = Vec::new();
    if let Some(tier) = story.tier {
        // A tier that names its calendar says so itself.
        let is_named = sla.tiers.iter().any(|one| one.span == tier && one.on.is_some());
        let own = story.calendar.filter(|_| !is_named);
        let on = own.map(|calendar| format!(", on {}", program.calendar(calendar).name));
        lines.push((format!("  {}{}", one_line(told, tier), on.unwrap_or_default()), Some(tier)));
    }
    if let Some((doubt, names)) = &story.doubt {
        lines.push((format!("  {}", because(*doubt, names)), None));
    }
    lines.extend(story.start.iter().map(|mark| zones.mark("start", mark)));
    for (begin, end) in &story.standstills {
        lines.push(zones.mark("paused", begin));
        match end {
            Some(end) => lines.push(zones.mark("goes on", end)),
            None => lines.push(("  goes on   not recorded".to_string(), None)),
        }
    }
    lines.extend(story.state.due_at.map(|at| (format!("  due       {}", zones.instant(at)), None)));
    lines.extend(story.stop.iter().map(|mark| zones.mark("stop", mark)));
    if story.stop.is_none() && story.start.is_some() {
        lines.push((format!("  as of     {}", zones.instant(told.opened.as_of)), None));
    }
    lines.extend(escalations(sla, story));
    lines.extend(picture(told, story, &zones).into_iter().map(|line| (line, None)));
    lines
}

/// Says who was told, and who is next while the timer runs.
fn escalations(sla: &Sla, story: &TimerStory) -> Lines {
    let reached = usize::from(story.state.escalated);
    let is_running = matches!(story.state.verdict, TimerVerdict::Running | TimerVerdict::AtRisk | TimerVerdict::Paused);
    let is_open = is_running || (story.state.verdict == TimerVerdict::Breached && story.stop.is_none());
    let told =
        sla.escalations.iter().enumerate().filter(|(place, _)| *place < reached || (*place == reached && is_open));
    let line = |(place, escalation): (usize, &crate::ir::Escalation)| {
        let share = Decimal(escalation.share.0.saturating_mul(100));
        let when = if place < reached { "told" } else { "next told" };
        (format!("  {when:<9} {} at {share}%", escalation.who), Some(escalation.span))
    };
    told.map(line).collect()
}

fn picture(told: &Told<'_>, story: &TimerStory, zones: &Zones<'_>) -> Vec<String> {
    let exact = |mark: &Mark| mark.at.is_exact().then_some(mark.at.from);
    let has_run = !matches!(
        story.state.verdict,
        TimerVerdict::NotStarted | TimerVerdict::NotApplicable | TimerVerdict::Indeterminate
    );
    let (Some(start), true) = (story.start.as_ref().and_then(exact), has_run) else { return Vec::new() };
    let stop = story.stop.as_ref().map(exact);
    if stop == Some(None) {
        return Vec::new();
    }
    let end = stop.flatten().unwrap_or(told.opened.as_of);
    let mut marks = vec![('S', start)];
    marks.extend(story.state.due_at.map(|due| ('D', due)));
    marks.push((if stop.is_some() { 'X' } else { 'N' }, end));
    let mut standstills = Vec::new();
    for (begin, until) in &story.standstills {
        let (Some(begin), Some(until)) = (exact(begin), until.as_ref().map_or(Some(Instant(i64::MAX)), exact)) else {
            return Vec::new();
        };
        standstills.push((begin, until));
    }
    let calendar: Option<&Calendar> = story.calendar.map(|id| &told.opened.program.calendar(id).hours);
    let picture = Picture { zone: zones.own, calendar, run: (start, end), standstills, marks };
    let mut lines: Vec<String> = picture.lines().into_iter().map(|line| format!("  {line}")).collect();
    let open = if calendar.is_some() { "  ░ open  · closed" } else { "" };
    let end = if stop.is_some() { "X stop" } else { "N as of" };
    let still = if story.standstills.is_empty() { "" } else { "  ▒ stands still" };
    lines.push(format!("  {:16}█ runs{still}{open}  S start  D due  {end}", ""));
    lines
}

/// Returns what became of the right to hand the lead back, in a sentence.
pub(super) fn rejection_title(told: &Told<'_>, story: &RejectionStory) -> Option<String> {
    let rejection = told.opened.program.rejection.as_ref()?;
    let of = &told.opened.program.stage(rejection.of).name;
    let verdict = story.state.verdict?;
    let meaning = match verdict {
        RejectionVerdict::Valid if story.state.is_untimed => "rejected; when is not known",
        RejectionVerdict::Valid => "rejected in time",
        RejectionVerdict::Late => "rejected too late: a breach",
        RejectionVerdict::Uncoded => "rejected without a reason: a breach",
        RejectionVerdict::UnknownReason => "rejected for a reason that is not on the list: a breach",
        RejectionVerdict::Overturned => "rejected, and the dispute was upheld: a breach",
        RejectionVerdict::Indeterminate => "the data do not say",
        RejectionVerdict::Accepted => "not rejected, and a later stage is recorded",
        RejectionVerdict::DeemedAccepted => "not answered in time, and so accepted",
        RejectionVerdict::Undecided => "not answered in time, and so not decided",
        RejectionVerdict::Open => "not answered, and there is still time",
    };
    Some(format!("rejection of {of}: {}: {meaning}", verdict.word()))
}

/// Returns the story of the right to hand the lead back.
pub(super) fn rejection(told: &Told<'_>, story: &RejectionStory) -> Lines {
    let program = &told.opened.program;
    let Some(rejection) = &program.rejection else { return Vec::new() };
    let zones = Zones::of(told, story.calendar);
    let mut lines: Lines = Vec::new();
    if let Some(doubt) = story.state.doubt {
        lines.push((format!("  {}", because(doubt, &[])), None));
    }
    lines.extend(story.handed_over.iter().map(|mark| zones.mark("handed", mark)));
    lines.extend(story.lapses_at.map(|at| (format!("  lapses    {}", zones.instant(at)), None)));
    lines.extend(story.rejected.iter().map(|mark| zones.mark("rejected", mark)));
    if let Some(reason) = &story.reason {
        let listed = story.state.reason.map(|place| &rejection.reasons[usize::from(place)]);
        let code = listed.map(|reason| {
            let nobody = if reason.counts_against_nobody { ", counts against nobody" } else { "" };
            format!(": {}{nobody}", reason.code)
        });
        lines.push((format!("  reason    {reason}{}", code.unwrap_or_default()), listed.map(|reason| reason.span)));
    }
    lines.extend(story.disputed.iter().map(|mark| zones.mark("disputed", mark)));
    lines
}

/// Says why the data do not decide.
fn because(doubt: Doubt, names: &[String]) -> String {
    let names = names.join(", ");
    match doubt {
        Doubt::Scope => format!("whether it is about the lead hangs on {names}"),
        Doubt::Tier(_) => format!("which target is the lead's hangs on {names}"),
        Doubt::Calendar(_) => format!("which calendar is the lead's hangs on {names}"),
        Doubt::Cancelled => format!("whether it was cancelled hangs on {names}"),
        Doubt::Untimed => "it happened, and nothing says when".to_string(),
        Doubt::Activity(_) => format!("what was done is not known: {names}"),
        Doubt::OutOfOrder { .. } if names.is_empty() => "what comes last comes first in the data".to_string(),
        Doubt::OutOfOrder { .. } => format!("the data have these in the wrong order: {names}"),
        Doubt::Day if names.is_empty() => "the limit lies inside a day of which no time is known".to_string(),
        Doubt::Day => format!("the limit lies inside a day of which no time is known: {names}"),
    }
}

fn one_line(told: &Told<'_>, span: Span) -> String {
    told.opened.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes a length of time in its two largest units.
pub(super) fn length(micros: i64) -> String {
    let seconds = micros / Instant::SECOND;
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes, rest) {
        (0, 0, rest) => format!("{rest} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, rest) => format!("{minutes} min {rest} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}
