//! `eval --at-risk`: the timers that run out next, soonest first, with who is to be told.

use serde_json::{Value, json};

use crate::batch::Chunk;
use crate::eval::{Judged, TimerState, TimerVerdict, explain};
use crate::ir::{Program, Sla};
use crate::time::{Instant, Zone};
use crate::types::{Decimal, FieldId};

use super::summary::table;

/// How many timers are listed unless said.
pub(super) const LISTED: &str = "20";

/// A timer that runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    due_at: Instant,
    row: u64,
    sla: usize,
    is_at_risk: bool,
    escalated: u16,
    lead: String,
    /// The kept fields of the lead.
    kept: Vec<Option<String>>,
}

/// The timers that run out next, at most so many.
#[derive(Clone, Debug)]
pub(super) struct AtRisk {
    most: usize,
    entries: Vec<Entry>,
    /// How many run.
    running: u64,
}

/// What a list of timers is of.
#[derive(Clone, Copy)]
pub(super) struct Leads<'a> {
    pub(super) program: &'a Program,
    pub(super) keep: &'a [FieldId],
    pub(super) zone: &'a Zone,
}

impl<'a> Leads<'a> {
    /// Iterates over the names of the kept fields.
    fn kept_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let schema = &self.program.schema;
        self.keep.iter().map(|field| schema.field(*field).name.as_str())
    }
}

impl AtRisk {
    /// Returns an empty list of at most so many timers.
    pub(super) fn new(most: usize) -> AtRisk {
        AtRisk { most, entries: Vec::new(), running: 0 }
    }

    /// Returns the list of a chunk, of as many timers as this one: of those leads whose places are `counted`.
    pub(super) fn of(
        &self,
        leads: Leads<'_>,
        chunk: &Chunk,
        judged: &Judged,
        counted: impl Fn(usize) -> bool,
    ) -> AtRisk {
        let mut list = AtRisk::new(self.most);
        for (sla, states) in judged.timers.iter().enumerate() {
            let is_asked = |row: usize| !judged.is_out_of_scope(row) && counted(row);
            for (row, state) in states.iter().enumerate().filter(|(row, _)| is_asked(*row)) {
                let is_at_risk = state.verdict == TimerVerdict::AtRisk;
                let Some(due_at) = state.due_at.filter(|_| is_at_risk || state.verdict == TimerVerdict::Running) else {
                    continue;
                };
                list.running += 1;
                let is_later = |last: &Entry| (last.due_at, last.row) <= (due_at, chunk.rows[row]);
                if list.entries.len() >= self.most && list.entries.last().is_none_or(is_later) {
                    continue;
                }
                list.insert(entry(leads, chunk, row, sla, due_at, *state));
            }
        }
        list
    }

    /// Adds the list of other leads.
    pub(super) fn merge(&mut self, other: AtRisk) {
        self.running += other.running;
        other.entries.into_iter().for_each(|entry| self.insert(entry));
    }

    fn insert(&mut self, entry: Entry) {
        let place = self.entries.partition_point(|known| *known < entry);
        self.entries.insert(place, entry);
        self.entries.truncate(self.most);
    }

    /// Renders the list for machines.
    pub(super) fn json(&self, leads: Leads<'_>) -> Value {
        let one = |entry: &Entry| {
            let sla = &leads.program.slas[entry.sla];
            let names = leads.keep.iter().map(|field| &leads.program.schema.field(*field).name);
            let kept = names.zip(&entry.kept).map(|(field, value)| json!({ "field": field, "value": value }));
            let kept: Vec<Value> = kept.collect();
            let verdict = if entry.is_at_risk { TimerVerdict::AtRisk } else { TimerVerdict::Running };
            let told: Vec<&str> =
                sla.escalations[..usize::from(entry.escalated)].iter().map(|one| one.who.as_str()).collect();
            json!({
                "lead": entry.lead,
                "row": entry.row,
                "sla": sla.name,
                "party": leads.program.party(sla.party),
                "verdict": verdict.word(),
                "due_at": entry.due_at.to_string(),
                "told": told,
                "to_be_told": next(sla, entry.escalated).map(|(who, share)| json!({ "who": who, "at_percent": share.to_string() })),
                "kept": kept,
            })
        };
        json!({ "running": self.running, "next": self.entries.iter().map(one).collect::<Vec<_>>() })
    }
}

/// Renders the lists of several versions as one for people, the newest version's first. Instants are those of its zone.
pub(super) fn human(lists: &[(&AtRisk, Leads<'_>)], as_of: Instant, width: usize) -> String {
    let Some((newest, leads)) = lists.first() else { return String::new() };
    let zone = &leads.program.contract.timezone;
    let mut entries: Vec<(&Entry, &Leads<'_>)> = Vec::new();
    for (list, leads) in lists {
        entries.extend(list.entries.iter().map(|entry| (entry, leads)));
    }
    // Where one version has them all they are in order.
    entries.sort_by_key(|(entry, _)| (entry.due_at, entry.row));
    entries.truncate(newest.most);
    if entries.is_empty() {
        return format!("no timer runs as of {} {}\n", zone.show_clock(as_of), zone.name());
    }
    let mut header = vec!["due", "in", "lead", "timer", "told next"];
    for (_, leads) in lists {
        let names = leads.kept_names().filter(|name| !header[5..].contains(name)).collect::<Vec<_>>();
        header.extend(names);
    }
    let rows = entries.iter().map(|(entry, leads)| {
        let sla = &leads.program.slas[entry.sla];
        let at_risk = if entry.is_at_risk { ", at risk" } else { "" };
        let mut cells = vec![
            zone.show_clock(entry.due_at),
            wait(as_of, entry.due_at),
            entry.lead.clone(),
            format!("{} ({}){at_risk}", sla.name, leads.program.party(sla.party)),
            next(sla, entry.escalated).map(|(who, share)| format!("{who} at {share}%")).unwrap_or_default(),
        ];
        cells.extend(header[5..].iter().map(|name| {
            let place = leads.kept_names().position(|kept| kept == *name);
            place.and_then(|place| entry.kept[place].clone()).unwrap_or_default()
        }));
        cells
    });
    let rows = rows.collect();
    let mut page = format!("timers that run out next, as of {} {}\n", zone.show_clock(as_of), zone.name());
    page.push_str(&table(width, header.len(), &header, rows));
    let running: u64 = lists.iter().map(|(list, _)| list.running).sum();
    if let Some(more) = running.checked_sub(entries.len() as u64).filter(|more| *more > 0) {
        page.push_str(&format!("  and {more} more that run\n"));
    }
    page
}

fn entry(leads: Leads<'_>, chunk: &Chunk, row: usize, sla: usize, due_at: Instant, state: TimerState) -> Entry {
    let value = |field: &FieldId| {
        let shown = explain::shown(leads.program, &chunk.batch, *field, row, leads.zone, |instant| instant.to_string());
        // A text is shown as it is, not as the contract would write it.
        shown.map(|shown| shown.trim_matches('"').to_string())
    };
    Entry {
        due_at,
        row: chunk.rows[row],
        sla,
        is_at_risk: state.verdict == TimerVerdict::AtRisk,
        escalated: state.escalated,
        lead: chunk.id(row).to_string(),
        kept: leads.keep.iter().map(value).collect(),
    }
}

/// Returns who is told next, and at which share of the target in percent.
fn next(sla: &Sla, escalated: u16) -> Option<(&str, Decimal)> {
    let escalation = sla.escalations.get(usize::from(escalated))?;
    Some((&escalation.who, Decimal(escalation.share.0.saturating_mul(100))))
}

/// Writes how long it is until an instant, in its two largest units.
fn wait(from: Instant, to: Instant) -> String {
    let seconds = (to.0 - from.0).div_euclid(Instant::SECOND);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match seconds {
        ..0 => "when open".to_string(),
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{minutes} min"),
        3_600..86_400 => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}
