//! What the source of a lead was at its hand-off, which only the whole batch tells (S5.9).

use std::path::{Path, PathBuf};

use rayon::ThreadPoolBuilder;
use serde_json::{Value, json};

use super::Told;
use super::promise::Lines;
use crate::batch::{Chunk, same_key};
use crate::cli::batch::{Asked, BatchArguments, Files, JudgedChunk, Opened, Run, judge};
use crate::cli::context::Context;
use crate::cli::error;
use crate::cli::sources::{Rule, Rules};
use crate::diagnostic::Diagnostics;
use crate::eval::{Evaluation, Judged, Plan};
use crate::ir::{ExceptionId, PauseRule};
use crate::measure::pause::{SourceStatus, SourceVerdict, follow, status, window_trips};
use crate::measure::{Collection, Figures, GroupFigures, State, WindowFigure};
use crate::source::Span;
use crate::statistics::interval;
use crate::time::{Instant, Reading, Zone};
use crate::types::Truth;

/// How many windows before the hand-off are told.
const WINDOWS: usize = 6;

/// What a rule says of the source of a lead.
pub(super) struct SourceStory<'p> {
    rule: &'p PauseRule,
    /// The source, with its windows.
    group: GroupFigures,
    source: SourceVerdict,
    handed: Reading,
    status: SourceStatus,
    /// The exceptions that make it another than the rule's, or may.
    excepted: Vec<&'p str>,
}

/// Returns what each rule says of a lead's source; nothing of a lead that was not handed over. For it the whole batch is
/// judged.
pub(super) fn stories<'p>(
    arguments: &BatchArguments,
    opened: &'p Opened,
    plan: &Plan<'_>,
    lead: (&str, &Judged),
    context: &Context,
) -> Result<Vec<SourceStory<'p>>, Diagnostics> {
    let (key, alone) = lead;
    let program = &opened.program;
    let Some(rules) = Rules::of(program) else { return Ok(Vec::new()) };
    if rules.each().all(|rule| rule.handed_over(alone, 0).is_none()) {
        return Ok(Vec::new());
    }
    let (mut reader, activities) = arguments.open_files(opened, plan, &Asked::default())?;
    let pool = ThreadPoolBuilder::new().build().map_err(|_| error::no_threads())?;
    let activities = activities.read(&pool, context, |_| Ok(()))?;
    let files = Files { reader: &mut reader, activities: &activities };
    let mut collection = Collection::new(program);
    let mut own: Option<Vec<u32>> = None;
    let collect = |run: &Evaluation<'_>, judged: &Judged, _: &Chunk| (Collection::of(run, judged), None);
    judge(
        opened,
        plan,
        files,
        Run { pool: &pool, context },
        collect,
        |_| (),
        |chunk: JudgedChunk, ()| {
            let JudgedChunk { chunk, collection: part, .. } = chunk;
            let groups = collection.merge(part, &rules.series());
            let groups = groups.map_err(|full| error::too_many_groups(program, full))?;
            if own.is_none() {
                let place = (0..chunk.rows.len()).find(|place| same_key(chunk.id(*place), key));
                own = place.map(|place| groups.iter().map(|groups| groups[place]).collect());
            }
            Ok(())
        },
    )?;
    // No rule hangs on a figure from outside.
    let figures = Figures::of(program, &collection, &Default::default(), opened.as_of);
    let figures = figures.map_err(|full| error::too_many_groups(program, full))?;
    let zone = &program.contract.timezone;
    let story = |(place, rule): (usize, &Rule<'p>)| {
        let handed = rule.handed_over(alone, 0)?;
        let group = own.as_ref().map(|groups| groups[place])?;
        let group = figures[rule.series].groups.iter().find(|figures| figures.place == group)?.clone();
        let source = follow(rule.rule, &group, zone, opened.as_of);
        let acts = |id: &ExceptionId| alone.excepted[id.index()][0];
        let ruled = status(rule.rule, &source, handed);
        let status = ruled.under(rule.rule.exceptions.iter().map(acts).max().unwrap_or(Truth::Unmet));
        let acting = rule.rule.exceptions.iter().filter(|id| ruled != status && acts(id) != Truth::Unmet);
        let excepted = acting.map(|id| program.exception(*id).name.as_str()).collect();
        Some(SourceStory { rule: rule.rule, group, source, handed, status, excepted })
    };
    Ok(rules.each().enumerate().filter_map(story).collect())
}

impl SourceStory<'_> {
    /// Iterates over the last windows that were final at the hand-off, the first first.
    fn windows(&self) -> impl Iterator<Item = &WindowFigure> {
        let known = |window: &&WindowFigure| window.state == State::Final && window.final_at <= self.handed.until;
        let windows: Vec<&WindowFigure> = self.group.windows.iter().filter(known).collect();
        let first = windows.len().saturating_sub(WINDOWS);
        windows.into_iter().skip(first)
    }

    fn name(&self, told: &Told<'_>) -> String {
        let fields = self.rule.by.iter().map(|field| told.opened.program.schema.field(*field).name.as_str());
        let values = self.group.shown.iter().map(|value| value.as_deref().unwrap_or("(none)"));
        fields.zip(values).map(|(field, value)| format!("{field} {value}")).collect::<Vec<_>>().join(", ")
    }

    /// Returns what the source was, in a sentence.
    pub(super) fn title(&self, told: &Told<'_>) -> String {
        let status = self.status.word().unwrap_or_default();
        let by = match &self.excepted[..] {
            [] => String::new(),
            names => format!(", by exception {}", names.join(", ")),
        };
        format!("pause {}: {status} at the hand-off{by}: {}", self.rule.name, self.name(told))
    }

    /// Returns the rule's place, for the heading.
    pub(super) fn span(&self) -> Span {
        self.rule.span
    }

    /// Returns the windows that were known at the hand-off, and the pauses.
    pub(super) fn lines(&self, told: &Told<'_>) -> Lines {
        let program = &told.opened.program;
        let mut lines: Lines = Vec::new();
        let trips = &self.rule.trips;
        let figure = told.opened.sources.slice(trips.span);
        let target = format!("{} {figure}", trips.operator.sign());
        for window in self.windows() {
            let trips = match window_trips(self.rule, window) {
                Some(true) => format!("trips {target}"),
                Some(false) => format!("does not trip {target}"),
                None => format!("too few: {} are asked for", self.rule.metric.minimum),
            };
            let tenths = (window.total > 0).then(|| (window.hits * 2_000 + window.total) / (window.total * 2));
            let rate = tenths.map_or_else(String::new, |tenths| format!("{}.{}%", tenths / 10, tenths % 10));
            let name = window.name(self.rule.per);
            lines.push((format!("  {name:<10} {rate:>6}  {} of {}  {trips}", window.hits, window.total), None));
        }
        for pause in self.source.pauses.iter().filter(|pause| pause.from <= self.handed.until) {
            let zone = &program.contract.timezone;
            let until = pause.until.map_or_else(|| "not resumed".to_string(), |until| zone.show_clock(until));
            lines.push((format!("  paused     {} to {until}", zone.show_clock(pause.from)), None));
        }
        lines.push((format!("  handed     {}", reading(self.handed, &program.contract.timezone, told.zone)), None));
        lines
    }

    /// Returns the story for machines.
    pub(super) fn json(&self, told: &Told<'_>) -> Value {
        let instant = |at: Instant| at.to_string();
        let fields = self.rule.by.iter().map(|field| &told.opened.program.schema.field(*field).name);
        let group = fields.zip(&self.group.shown).map(|(field, value)| json!({ "field": field, "value": value }));
        let windows = self.windows().map(|window| {
            let range = interval(window.hits, window.total);
            json!({
                "window": window.name(self.rule.per),
                "numerator": window.hits,
                "denominator": window.total,
                "interval": range.map(|range| json!({
                    "low": f64::from(range.low) / 1_000.0,
                    "high": f64::from(range.high) / 1_000.0,
                })),
                "trips": window_trips(self.rule, window),
                "final_at": instant(window.final_at),
            })
        });
        let pauses = self
            .source
            .pauses
            .iter()
            .map(|pause| json!({ "from": instant(pause.from), "until": pause.until.map(instant) }));
        json!({
            "pause": self.rule.name,
            "group": group.collect::<Vec<_>>(),
            "status": self.status.word(),
            "windows": windows.collect::<Vec<_>>(),
            "pauses": pauses.collect::<Vec<_>>(),
        })
    }
}

fn reading(at: Reading, own: &Zone, batch: &Zone) -> String {
    if at.is_exact() { own.show_clock(at.from) } else { format!("{}, at any time", batch.date(at.from)) }
}

/// Returns the streams among the files that a batch is read from.
pub(super) fn streams(arguments: &BatchArguments) -> impl Iterator<Item = &Path> {
    let activities = arguments.activities.iter().filter_map(|argument| argument.to_str());
    let activities = activities.map(|argument| Path::new(argument.rsplit_once('=').map_or(argument, |(_, path)| path)));
    arguments.leads.iter().map(PathBuf::as_path).chain(activities)
}
