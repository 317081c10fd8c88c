//! What leads say, added up by group and window.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::group::GroupTable;
use super::passage::Passage;
use super::period::Period;
use crate::eval::{Evaluation, Judged, LeftOut, Says, groups, observe, stays};
use crate::ir::{Base, Metric, Program, Statistic};
use crate::time::{Instant, Window, WindowNumber, Zone};
use crate::types::FieldId;

/// How many cells, a group in a window each, are kept of all metrics together.
const MOST_CELLS: usize = 4_000_000;

/// There are more groups and windows than are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full {
    /// Which of the contract's series has the most.
    pub series: usize,
    /// How many groups it has.
    pub groups: usize,
}

/// A metric, cut and windowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Series<'p> {
    /// What is counted.
    pub metric: &'p Metric,
    /// In which windows.
    pub per: Window,
    /// By which fields.
    pub by: &'p [FieldId],
}

impl Series<'_> {
    /// Returns the fields that leads are grouped by: those of the cut, then those whose groups are compared.
    pub(super) fn fields(&self) -> Vec<FieldId> {
        self.by.iter().copied().chain(self.metric.spread_by()).collect()
    }
}

/// Returns the series of a contract: of its pauses, then of its commitments and kpis, then of the trends of its alerts.
pub(super) fn series(program: &Program) -> Vec<Series<'_>> {
    let pauses = program.pauses.iter().map(|rule| Series { metric: &rule.metric, per: rule.per, by: &rule.by });
    let measures =
        program.measures.iter().map(|measure| Series { metric: &measure.metric, per: measure.per, by: &measure.by });
    let trends = program.alerts.iter().flat_map(|alert| &alert.trends);
    let trends = trends.map(|trend| Series { metric: &trend.metric, per: trend.per, by: &[] });
    pauses.chain(measures).chain(trends).collect()
}

/// What the leads of a group said in a window.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Leads that count in the numerator.
    pub(super) hits: u64,
    /// Leads that count.
    pub(super) total: u64,
    /// Leads that are left out, by reason.
    pub(super) left_out: [u64; LeftOut::ALL.len()],
    /// Until when the window waits for them.
    pub(super) waits: Option<Instant>,
    /// The sum of their values.
    pub(super) sum: i128,
    /// Their values, where a statistic needs each.
    pub(super) values: Vec<i64>,
    /// Of the part that a share is of: those in the numerator, and the sum of values.
    pub(super) part: (u64, i128),
    /// How long the leads won took, in microseconds (S6.4).
    pub(super) took: i128,
    /// How long each lead has been in its stage, and whether it is of the part that a share is of (S6.4).
    pub(super) staying: Vec<(i64, bool)>,
}

impl Cell {
    pub(super) fn new() -> Cell {
        Cell {
            hits: 0,
            total: 0,
            left_out: [0; LeftOut::ALL.len()],
            waits: None,
            sum: 0,
            values: Vec::new(),
            part: (0, 0),
            took: 0,
            staying: Vec::new(),
        }
    }

    /// Takes over what other leads said.
    pub(super) fn merge(&mut self, other: Cell) {
        self.hits += other.hits;
        self.total += other.total;
        self.left_out.iter_mut().zip(other.left_out).for_each(|(total, part)| *total += part);
        self.waits = self.waits.max(other.waits);
        self.sum += other.sum;
        self.values.extend(other.values);
        self.part = (self.part.0 + other.part.0, self.part.1 + other.part.1);
        self.took += other.took;
        self.staying.extend(other.staying);
    }
}

/// One series, added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Total {
    pub(super) groups: GroupTable,
    pub(super) cells: IndexMap<(u32, WindowNumber), Cell, FxBuildHasher>,
    /// Leads of which it is not known in which window they count.
    pub(super) unplaced: u64,
    /// The groups of which leads say something in windows of a version before: they are there from the first own window.
    pub(super) before: BTreeSet<u32>,
    /// Of a number of stuck leads, the stays in the stage that are over: until when, and how long (S6.4).
    pub(super) stays: Vec<(Instant, i64)>,
    /// The group of each lead, until they are taken.
    rows: Vec<u32>,
}

/// What the leads of a batch say to every metric of a contract. Parts of a batch merge in any order.
#[derive(Clone, Debug)]
pub struct Collection {
    pub(super) totals: Vec<Total>,
    /// What passed from party to party.
    pub passages: Vec<Passage>,
    /// The windows that are collected.
    pub period: Period,
}

impl Collection {
    /// Returns what no leads say.
    pub fn new(program: &Program) -> Collection {
        Collection {
            totals: vec![Total::default(); series(program).len()],
            passages: Passage::all(program),
            period: Period::default(),
        }
    }

    /// Adds up what the leads of a run say.
    pub fn of(run: &Evaluation<'_>, judged: &Judged) -> Collection {
        Collection::of_those(run, judged, Period::default(), |_| true)
    }

    /// Adds up what those leads of a run say whose places are `counted`, of the windows of a period.
    pub fn of_those(
        run: &Evaluation<'_>,
        judged: &Judged,
        period: Period,
        counted: impl Fn(usize) -> bool,
    ) -> Collection {
        let program = run.program();
        let zone = &program.contract.timezone;
        // Series that are cut alike have the same groups.
        let mut cuts: Vec<(Vec<FieldId>, GroupTable, Vec<u32>)> = Vec::new();
        let totals = series(program).into_iter().map(|series| {
            let fields = series.fields();
            let place = cuts.iter().position(|(known, ..)| *known == fields).unwrap_or_else(|| {
                let columns: Vec<_> = fields.iter().map(|field| groups(run, *field)).collect();
                let mut table = GroupTable::default();
                let places = table.place(&columns, run.rows());
                cuts.push((fields, table, places));
                cuts.len() - 1
            });
            let (_, table, places) = &cuts[place];
            let total = Total { groups: table.clone(), rows: places.clone(), ..Total::default() };
            total.observed(run, judged, series, zone, (period, &counted))
        });
        let mut passages = Passage::all(program);
        passages.iter_mut().for_each(|passage| passage.add(run, judged, period, &counted));
        Collection { totals: totals.collect(), passages, period }
    }

    /// Takes over what other leads of the same contract say, and returns for each of them its group, for the series
    /// at these places.
    ///
    /// # Errors
    /// When there are more groups and windows than are kept.
    pub fn merge(&mut self, other: Collection, series: &[usize]) -> Result<Vec<Vec<u32>>, Full> {
        let mut groups = vec![Vec::new(); series.len()];
        self.passages.iter_mut().zip(&other.passages).for_each(|(passage, part)| passage.merge(part));
        for (place, (total, part)) in self.totals.iter_mut().zip(other.totals).enumerate() {
            let rows = total.merge(part);
            if let Some(wanted) = series.iter().position(|wanted| *wanted == place) {
                groups[wanted] = rows;
            }
        }
        let cells: usize = self.totals.iter().map(|total| total.cells.len()).sum();
        if cells <= MOST_CELLS {
            return Ok(groups);
        }
        let most = self.totals.iter().enumerate().max_by_key(|(_, total)| total.cells.len());
        let (series, groups) = most.map_or((0, 0), |(series, total)| (series, total.groups.len()));
        Err(Full { series, groups })
    }
}

impl Total {
    /// Adds up what the leads of a run say, whose groups are known.
    fn observed(
        self,
        run: &Evaluation<'_>,
        judged: &Judged,
        series: Series<'_>,
        zone: &Zone,
        (period, counted): (Period, &impl Fn(usize) -> bool),
    ) -> Total {
        let mut total = self;
        if let Base::Stuck(stage) = series.metric.base {
            total.stays = stays(run, judged, stage);
        }
        let keeps_values = keeps_values(series.metric);
        let is_stuck = matches!(series.metric.base, Base::Stuck(_));
        let observations = observe(run, judged, series.metric, series.per);
        for observation in observations.into_iter().filter(|observation| counted(observation.row)) {
            let window = |instant: Instant| series.per.of(zone.date(instant));
            let placed = observation.at.map(|at| (window(at.from), window(at.until)));
            let is_own = placed.map_or(period.takes_undated(), |(first, _)| period.has(series.per, first));
            if !is_own {
                if placed.is_some_and(|(first, _)| period.is_before(series.per, first)) {
                    total.before.insert(total.rows[observation.row]);
                }
                let lost =
                    observation.at.zip(placed).filter(|(at, (first, _))| period.loses(series.per, *first, at.from));
                total.unplaced += u64::from(lost.is_some());
                continue;
            }
            let Some((number, _)) = placed.filter(|(first, last)| first == last) else {
                total.unplaced += 1;
                continue;
            };
            let cell = total.cells.entry((total.rows[observation.row], number)).or_insert_with(Cell::new);
            cell.waits = cell.waits.max(observation.waits);
            match observation.says {
                Says::Counts(hit) => {
                    cell.total += 1;
                    cell.hits += u64::from(hit);
                    cell.part.0 += u64::from(hit && observation.in_part);
                }
                Says::Value(value) => {
                    cell.total += 1;
                    cell.sum += i128::from(value);
                    cell.part.1 += if observation.in_part { i128::from(value) } else { 0 };
                    if is_stuck {
                        cell.staying.push((value, observation.in_part));
                    } else if keeps_values {
                        cell.values.push(value);
                    }
                }
                Says::Won { amount, took } => {
                    cell.total += 1;
                    cell.hits += 1;
                    cell.sum += i128::from(amount);
                    cell.took += i128::from(took);
                }
                Says::LeftOut(why) => cell.left_out[why as usize] += 1,
            }
        }
        total
    }

    /// Takes over other leads, and returns the group of each of them.
    fn merge(&mut self, other: Total) -> Vec<u32> {
        self.unplaced += other.unplaced;
        self.stays.extend(other.stays);
        let places = self.groups.merge(other.groups);
        self.before.extend(other.before.iter().map(|group| places[*group as usize]));
        for ((group, window), cell) in other.cells {
            self.cells.entry((places[group as usize], window)).or_insert_with(Cell::new).merge(cell);
        }
        other.rows.into_iter().map(|group| places[group as usize]).collect()
    }
}

/// Returns whether a metric needs each value and not only their sum.
fn keeps_values(metric: &Metric) -> bool {
    match metric.base {
        Base::Distinct { .. } => true,
        Base::Value { statistic, .. }
        | Base::Age { statistic, .. }
        | Base::TimeOf { statistic, .. }
        | Base::TimeBetween { statistic, .. } => matches!(statistic, Statistic::Median | Statistic::P90),
        _ => false,
    }
}
