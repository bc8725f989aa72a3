//! Parquet: what DuckDB, Polars, pandas and Spark read.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMillisecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use selon_kb::Base;
use selon_ledger::Ledger;

use super::{Cell, Column, Kind, Table};
use crate::Error;

/// Rows, and bytes of text in them, that are put into columns at once.
const BATCH_ROWS: usize = 4096;
const BATCH_BYTES: usize = 8 << 20;

/// Bytes of a row group that wait for it to be full.
const GROUP_BYTES: usize = 64 << 20;

/// Writes a table as Parquet (Zstandard), in row groups of some tens of megabytes. Lists are lists, instants timestamps in UTC; the
/// meaning of a column stands in its field's metadata, as `about`.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn parquet(ledger: &Ledger, base: &Base, table: Table, to: impl Write + Send) -> Result<(), Error> {
    let columns = table.columns();
    let schema: SchemaRef = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
    let mut writer = ArrowWriter::try_new(to, Arc::clone(&schema), Some(properties.build()))?;
    let mut batch = Batch::new(columns);
    table.rows(ledger, base, |cells| {
        batch.push(cells);
        if batch.rows >= BATCH_ROWS || batch.bytes >= BATCH_BYTES {
            writer.write(&batch.take(&schema)?)?;
            if writer.in_progress_size() >= GROUP_BYTES {
                writer.flush()?;
            }
        }
        Ok(())
    })?;
    writer.write(&batch.take(&schema)?)?;
    writer.close()?;
    Ok(())
}

fn field(column: &Column) -> Field {
    let list = |of| DataType::List(Arc::new(Field::new_list_field(of, true)));
    let kind = match column.kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Real => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Instant => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        Kind::Texts => list(DataType::Utf8),
        Kind::Integers => list(DataType::Int64),
    };
    let about = HashMap::from([("about".to_owned(), column.about.to_owned())]);
    Field::new(column.name, kind, true).with_metadata(about)
}

/// Rows that become columns.
struct Batch {
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

/// The values of a column.
enum Values {
    Text(StringBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
    Boolean(BooleanBuilder),
    Instant(TimestampMillisecondBuilder),
    Texts(ListBuilder<StringBuilder>),
    Integers(ListBuilder<Int64Builder>),
}

impl Batch {
    fn new(columns: &[Column]) -> Self {
        Batch { columns: columns.iter().map(|column| Values::new(column.kind)).collect(), rows: 0, bytes: 0 }
    }

    fn push(&mut self, cells: &[Cell<'_>]) {
        self.rows += 1;
        for (values, cell) in self.columns.iter_mut().zip(cells) {
            if let Cell::Text(text) = cell {
                self.bytes += text.len();
            }
            values.push(cell);
        }
    }

    /// The rows so far; none are left.
    fn take(&mut self, schema: &SchemaRef) -> Result<RecordBatch, Error> {
        (self.rows, self.bytes) = (0, 0);
        let columns = self.columns.iter_mut().map(Values::finish).collect();
        Ok(RecordBatch::try_new(Arc::clone(schema), columns).map_err(std::io::Error::other)?)
    }
}

impl Values {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Values::Text(StringBuilder::new()),
            Kind::Integer => Values::Integer(Int64Builder::new()),
            Kind::Real => Values::Real(Float64Builder::new()),
            Kind::Boolean => Values::Boolean(BooleanBuilder::new()),
            Kind::Instant => Values::Instant(TimestampMillisecondBuilder::new().with_timezone("UTC")),
            Kind::Texts => Values::Texts(ListBuilder::new(StringBuilder::new())),
            Kind::Integers => Values::Integers(ListBuilder::new(Int64Builder::new())),
        }
    }

    /// A value of the column's kind, or none.
    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Values::Text(values), Cell::Text(text)) => values.append_value(text),
            (Values::Text(values), _) => values.append_null(),
            (Values::Integer(values), Cell::Integer(number)) => values.append_value(*number),
            (Values::Integer(values), _) => values.append_null(),
            (Values::Real(values), Cell::Real(number)) => values.append_value(*number),
            (Values::Real(values), _) => values.append_null(),
            (Values::Boolean(values), Cell::Boolean(yes)) => values.append_value(*yes),
            (Values::Boolean(values), _) => values.append_null(),
            (Values::Instant(values), Cell::Instant(second)) => {
                values.append_value(second.saturating_mul(1000))
            }
            (Values::Instant(values), _) => values.append_null(),
            (Values::Texts(values), Cell::Texts(texts)) => values.append_value(texts.iter().map(Some)),
            (Values::Texts(values), _) => values.append_null(),
            (Values::Integers(values), Cell::Integers(numbers)) => {
                values.append_value(numbers.iter().copied().map(Some));
            }
            (Values::Integers(values), _) => values.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Values::Text(values) => ArrayBuilder::finish(values),
            Values::Integer(values) => ArrayBuilder::finish(values),
            Values::Real(values) => ArrayBuilder::finish(values),
            Values::Boolean(values) => ArrayBuilder::finish(values),
            Values::Instant(values) => ArrayBuilder::finish(values),
            Values::Texts(values) => ArrayBuilder::finish(values),
            Values::Integers(values) => ArrayBuilder::finish(values),
        }
    }
}
