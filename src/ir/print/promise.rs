//! Activities, timers, the rejection right and exits as text.

use super::{Criterion, Program, criterion, field, field_name, line, nodes, quoted};
use crate::ir::{
    Activity, CalendarId, Excepted, Exception, Exit, Limit, Outcome, Point, Quota, Recorded, Rejection,
    RejectionRecord, Sla, Tier,
};
use crate::types::Decimal;

/// Writes an activity: its own fields, then the nodes that are computed over one of them with its lead.
pub(super) fn activity(page: &mut String, activity: &Activity) {
    let (joins, at) = (&activity.schema.field(activity.schema.key).name, &activity.schema.field(activity.instant).name);
    line(page, 0, &format!("activity {} joined by {joins}, instant {at}", activity.name));
    activity.schema.ids().for_each(|id| field(page, &activity.schema, id));
    nodes(page, 1, &activity.record);
}

/// Writes a way out.
pub(super) fn exit(page: &mut String, program: &Program, exit: &Exit) {
    let outcome = Outcome::WORDS.iter().find(|(_, outcome)| *outcome == exit.outcome).map_or("", |(word, _)| word);
    line(page, 0, &format!("exit {} from {} {outcome}", exit.name, program.stage(exit.from).name));
    match &exit.recorded {
        Recorded::Never => {}
        Recorded::At(at) => line(page, 1, &format!("recorded {}", field_name(program, *at))),
        Recorded::When(when) => criterion(page, 1, "recorded when ", when),
    }
    exit.because.iter().for_each(|because| line(page, 1, &format!("because {}", field_name(program, *because))));
}

/// Writes a timer.
pub(super) fn sla(page: &mut String, program: &Program, sla: &Sla) {
    let label = sla.label.as_deref().unwrap_or("");
    line(page, 0, &format!("sla {} {label:?} of {}", sla.name, program.party(sla.party)));
    line(page, 1, &format!("starts {}", point(program, &sla.starts)));
    line(page, 1, &format!("stops {}", point(program, &sla.stops)));
    sla.scope.iter().for_each(|scope| criterion(page, 1, "where ", scope));
    sla.cancelled.iter().for_each(|cancelled| criterion(page, 1, "cancelled when ", cancelled));
    for pause in &sla.pauses {
        let (from, to) = (field_name(program, pause.from), field_name(program, pause.to));
        line(page, 1, &format!("paused from {from} to {to}"));
    }
    for choice in &sla.calendars {
        chosen(page, &format!("calendar {}", program.calendar(choice.calendar).name), choice.when.as_ref());
    }
    for Tier { limit, on, when, .. } in &sla.tiers {
        chosen(page, &limit_text(program, *limit, *on), when.as_ref());
    }
    sla.warnings.iter().for_each(|share| line(page, 1, &format!("warn at {}", percent(*share))));
    for escalation in &sla.escalations {
        line(page, 1, &format!("escalate at {} to {:?}", percent(escalation.share), escalation.who));
    }
    sla.target.iter().for_each(|target| quota(page, program, "target", target));
    for (date, share) in &sla.phases {
        line(page, 1, &format!("before {date} {}", percent(*share)));
    }
}

/// Writes the right to hand a lead back.
pub(super) fn rejection(page: &mut String, program: &Program, rejection: &Rejection) {
    let label = rejection.label.as_deref().unwrap_or("");
    let (party, of) = (program.party(rejection.party), &program.stage(rejection.of).name);
    line(page, 0, &format!("rejection {label:?} of {of} by {party}"));
    match &rejection.recorded {
        RejectionRecord::At { field, because } => {
            let because =
                because.map_or_else(String::new, |because| format!(" because {}", field_name(program, because)));
            line(page, 1, &format!("recorded {}{because}", field_name(program, *field)));
        }
        RejectionRecord::When(when) => criterion(page, 1, "recorded when ", when),
    }
    line(page, 1, &limit_text(program, rejection.within, rejection.on));
    let expiry = if rejection.accepted_on_expiry { "accepted" } else { "undecided" };
    line(page, 1, &format!("on expiry {expiry}"));
    if let Some(dispute) = &rejection.dispute {
        line(page, 1, &format!("dispute within {} recorded {}", dispute.within, field_name(program, dispute.recorded)));
        criterion(page, 2, "upheld when ", &dispute.upheld);
    }
    rejection.escalate_disputes.iter().for_each(|who| line(page, 1, &format!("escalate disputes to {who:?}")));
    for reason in &rejection.reasons {
        let nobody = if reason.counts_against_nobody { " counts against nobody" } else { "" };
        line(page, 1, &format!("reason {} {:?} as {}{nobody}", reason.code, reason.label, quoted(&reason.spellings)));
    }
    rejection.cap.iter().for_each(|cap| quota(page, program, "cap", cap));
}

/// Writes an exception.
pub(super) fn exception(page: &mut String, program: &Program, exception: &Exception) {
    let to = match exception.to {
        Excepted::Icp(icp) => format!("icp {}", program.icp(icp).name),
        Excepted::Stage(stage) => format!("stage {}", program.stage(stage).name),
        Excepted::Sla(sla) => format!("sla {}", program.sla(sla).name),
        Excepted::Pause(place) => format!("pause {}", program.pauses[place].name),
    };
    let (name, party) = (&exception.name, program.party(exception.party));
    let (until, node) = (exception.until, super::id(exception.node));
    line(page, 0, &format!("exception {name} to {to} until {until} for {party}: {node}"));
    exception.filter.iter().for_each(|filter| criterion(page, 1, "where ", filter));
}

/// Writes what is for the leads that meet a criterion, or for all.
fn chosen(page: &mut String, text: &str, when: Option<&Criterion>) {
    line(page, 1, text);
    when.into_iter().for_each(|when| criterion(page, 2, "when ", when));
}

fn point(program: &Program, point: &Point) -> String {
    match point {
        Point::Stage(stage) => format!("stage {}", program.stage(*stage).name),
        Point::Field(field) => field_name(program, *field).to_string(),
        Point::FirstOf(points) => {
            let points: Vec<String> = points.iter().map(|one| self::point(program, one)).collect();
            format!("first of {}", points.join(", "))
        }
        Point::Activity { activity, filter } => {
            let filter = filter.map_or_else(String::new, |filter| format!(" where {}", super::id(filter)));
            format!("first of ({}{filter})", program.activity(*activity).name)
        }
    }
}

fn limit_text(program: &Program, limit: Limit, on: Option<CalendarId>) -> String {
    let on = on.map_or_else(String::new, |on| format!(" on {}", program.calendar(on).name));
    match limit {
        Limit::Within(duration) => format!("within {duration}{on}"),
        Limit::SameTime(days) => format!("within {days} business days same time{on}"),
        Limit::EndOfBusinessDay => format!("by end of business day{on}"),
    }
}

fn quota(page: &mut String, program: &Program, word: &str, quota: &Quota) {
    let by: Vec<&str> = quota.by.iter().map(|field| field_name(program, *field)).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
    line(page, 1, &format!("{word} {} per {}{by}", percent(quota.share), quota.per.word()));
}

fn percent(share: Decimal) -> String {
    format!("{}%", Decimal(share.0.saturating_mul(100)))
}
