//! What a run writes beside the summary it prints: decisions, findings, the summary as a document.
//!
//! Nothing of it can be seen before the run has succeeded (S7.3). Files are written beside their places; what goes to
//! a stream is held back. At the end every file is completed, then streams get what they are to have, then the files
//! take their names.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use arrow::datatypes::SchemaRef;
use clap::Args;
use serde_json::Value;

use super::error;
use crate::batch::{EncodedRows, FindingWriter, OutputFormat, TableEncoder, TableWriter};
use crate::diagnostic::Diagnostic;
use crate::measure::evidence::schema as evidence_schema;
use crate::source::{Lost, Output, Scratch, Spool, device, name_all, real_path};
use crate::types::Finding;

/// Where the results of a run go.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// Where the decisions go, one row a lead: .csv, .json, .ndjson, .parquet or .arrow; `-` is stdout, as CSV
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// The format of --out, where its extension does not say it: csv, json, ndjson, parquet, arrow or arrows
    #[arg(long, value_name = "FORMAT", value_parser = output_format)]
    output_format: Option<OutputFormat>,
    /// Where bad cells and rows go: .csv, .json, .ndjson, .parquet or .arrow
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Where the leads behind each figure go, a row for each lead, figure and window: .csv, .json, .ndjson, .parquet or
    /// .arrow
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// Where the summary goes as JSON
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
}

fn output_format(name: &str) -> Result<OutputFormat, String> {
    let known = OutputFormat::ALL.map(|(name, _)| name);
    OutputFormat::find(name).ok_or_else(|| format!("known are {}", known.join(", ")))
}

impl OutputArguments {
    /// Returns whether the decisions have the standard output.
    pub(super) fn takes_stdout(&self) -> bool {
        self.out.as_deref().is_some_and(is_stdout)
    }
}

fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The outputs of a run; the files take their names together at the end, or not at all.
pub(super) struct Outputs {
    decisions: Option<(Place, TableWriter<Target>)>,
    rejects: Option<(Place, FindingWriter<Target>)>,
    evidence: Option<(Place, TableWriter<Target>)>,
    summary: Option<(Place, Target)>,
}

/// Where an output goes, as it was named.
struct Place {
    path: PathBuf,
    is_stream: bool,
}

/// What an output is written to.
enum Target {
    File(Output),
    Stream(Spool, Stream),
}

/// A stream that gets what was held for it.
enum Stream {
    Stdout,
    Device(Scratch),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_stdout(&self.path) { f.write_str("the standard output") } else { write!(f, "`{}`", self.path.display()) }
    }
}

impl Place {
    /// Starts an output.
    fn open(path: &Path) -> Result<(Place, Target), Diagnostic> {
        let target = if is_stdout(path) {
            Ok(Target::Stream(Spool::new(), Stream::Stdout))
        } else {
            device(path).and_then(|device| match device {
                Some(device) => Ok(Target::Stream(Spool::new(), Stream::Device(device))),
                None => Output::create(path).map(Target::File),
            })
        };
        let target = target.map_err(|cause| error::cannot_write(&path.display(), &cause))?;
        let is_stream = matches!(target, Target::Stream(..));
        Ok((Place { path: path.to_path_buf(), is_stream }, target))
    }

    /// Returns what is said where the output cannot be written.
    fn failed(&self, cause: &io::Error) -> Diagnostic {
        if self.is_stream { error::cannot_hold(self, cause) } else { error::cannot_write(&self.path.display(), cause) }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::File(output) => output.write(bytes),
            Target::Stream(spool, _) => spool.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::File(output) => output.flush(),
            Target::Stream(spool, _) => spool.flush(),
        }
    }
}

impl Stream {
    /// Hands over what was held. A reader that has read enough closes its end: that is no failure, and the files are
    /// wanted still.
    fn take(self, spool: Spool) -> Result<(), Lost> {
        let taken = match self {
            Stream::Stdout => spool.copy_to(&mut io::stdout().lock()),
            Stream::Device(mut device) => spool.copy_to(&mut device),
        };
        match taken {
            Err(Lost::Stream(cause)) if cause.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            taken => taken,
        }
    }
}

impl Outputs {
    /// Starts every output; none may be what another is, or what is `read`.
    pub(super) fn create(
        arguments: &OutputArguments,
        schema: &SchemaRef,
        read: impl Iterator<Item = PathBuf>,
    ) -> Result<Outputs, Diagnostic> {
        let OutputArguments { out, output_format, rejects, evidence, summary } = arguments;
        if let (None, Some(format)) = (out, output_format) {
            return Err(error::format_without_output(format.name()));
        }
        let paths: Vec<&PathBuf> = [out, rejects, evidence, summary].into_iter().flatten().collect();
        let real: Vec<PathBuf> = paths.iter().map(|path| real_path(path)).collect();
        if let Some(place) = (1..real.len()).find(|place| real[..*place].contains(&real[*place])) {
            return Err(error::same_output(paths[place]));
        }
        let read: Vec<PathBuf> = read.map(|path| real_path(&path)).collect();
        if let Some(place) = (0..real.len()).find(|place| !is_stdout(paths[*place]) && read.contains(&real[*place])) {
            return Err(error::output_is_input(paths[place]));
        }
        if let Some(path) =
            summary.as_ref().filter(|path| OutputFormat::of(path).is_ok_and(|it| it != OutputFormat::Json))
        {
            return Err(error::summary_is_json(path));
        }
        // The formats first: a file that is begun for nothing is a file to take away.
        let format_of = |path: &PathBuf, said: &Option<OutputFormat>| match said {
            Some(format) => Ok(*format),
            None if is_stdout(path) => Ok(OutputFormat::Csv),
            None => OutputFormat::of(path),
        };
        let formats = [
            out.as_ref().map(|path| format_of(path, output_format)),
            rejects.as_ref().map(|path| format_of(path, &None)),
            evidence.as_ref().map(|path| format_of(path, &None)),
        ];
        let [decided, rejected, told] = formats.map(Option::transpose);
        let (decided, rejected, told) = (decided?, rejected?, told?);
        let decisions = out.as_ref().zip(decided).map(|(path, format)| {
            let (place, target) = Place::open(path)?;
            let writer = TableWriter::new(format, target, schema.clone()).map_err(|cause| place.failed(&cause))?;
            Ok((place, writer))
        });
        let rejects = rejects.as_ref().zip(rejected).map(|(path, format)| {
            let (place, target) = Place::open(path)?;
            let writer = FindingWriter::new(format, target).map_err(|cause| place.failed(&cause))?;
            Ok((place, writer))
        });
        let evidence = evidence.as_ref().zip(told).map(|(path, format)| {
            let (place, target) = Place::open(path)?;
            let writer = TableWriter::new(format, target, evidence_schema()).map_err(|cause| place.failed(&cause))?;
            Ok((place, writer))
        });
        let summary = summary.as_ref().map(|path| Place::open(path));
        Ok(Outputs {
            decisions: decisions.transpose()?,
            rejects: rejects.transpose()?,
            evidence: evidence.transpose()?,
            summary: summary.transpose()?,
        })
    }

    /// Returns what turns decisions into rows of their output, where they are asked for.
    pub(super) fn encoder(&self) -> Option<TableEncoder> {
        self.decisions.as_ref().map(|(_, writer)| writer.encoder())
    }

    /// Returns what turns evidence into rows of its output, where it is asked for.
    pub(super) fn evidence_encoder(&self) -> Option<TableEncoder> {
        self.evidence.as_ref().map(|(_, writer)| writer.encoder())
    }

    /// Writes evidence.
    pub(super) fn write_evidence(&mut self, rows: Option<io::Result<EncodedRows>>) -> Result<(), Diagnostic> {
        if let (Some((place, writer)), Some(rows)) = (&mut self.evidence, rows) {
            let written = rows.and_then(|rows| writer.write_encoded(&rows));
            written.map_err(|cause| place.failed(&cause))?;
        }
        Ok(())
    }

    /// Writes decisions and findings.
    pub(super) fn write(
        &mut self,
        rows: Option<io::Result<EncodedRows>>,
        findings: &[Finding],
    ) -> Result<(), Diagnostic> {
        if let (Some((place, writer)), Some(rows)) = (&mut self.decisions, rows) {
            let written = rows.and_then(|rows| writer.write_encoded(&rows));
            written.map_err(|cause| place.failed(&cause))?;
        }
        if let Some((place, writer)) = &mut self.rejects {
            for finding in findings {
                writer.write(finding).map_err(|cause| place.failed(&cause))?;
            }
        }
        Ok(())
    }

    /// Completes every output, hands the streams theirs, then gives each file its name.
    pub(super) fn finish(self, summary: impl FnOnce() -> Value) -> Result<(), Diagnostic> {
        let mut written = Vec::new();
        if let Some((place, writer)) = self.decisions {
            let target = writer.finish().map_err(|cause| place.failed(&cause))?;
            written.push((place, target));
        }
        if let Some((place, writer)) = self.rejects {
            let target = writer.finish().map_err(|cause| place.failed(&cause))?;
            written.push((place, target));
        }
        if let Some((place, writer)) = self.evidence {
            let target = writer.finish().map_err(|cause| place.failed(&cause))?;
            written.push((place, target));
        }
        if let Some((place, mut target)) = self.summary {
            writeln!(target, "{:#}", summary()).map_err(|cause| place.failed(&cause))?;
            written.push((place, target));
        }
        let (mut files, mut streams) = (Vec::new(), Vec::new());
        for (place, target) in written {
            match target {
                Target::File(output) => files.push(output.complete().map_err(|cause| place.failed(&cause))?),
                Target::Stream(spool, stream) => streams.push((place, spool, stream)),
            }
        }
        for (place, spool, stream) in streams {
            stream.take(spool).map_err(|lost| match lost {
                Lost::Held(cause) => place.failed(&cause),
                Lost::Stream(cause) => error::cannot_hand_over(&place, &cause),
            })?;
        }
        name_all(files).map_err(|unnamed| error::cannot_name(&unnamed))
    }
}
