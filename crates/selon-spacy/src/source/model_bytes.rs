//! thinc's model files: a msgpack map of nodes in breadth-first order with their attributes and parameters.
//!
//! See `Model.to_bytes` of thinc 8: `{nodes: [{name, dims, refs}], attrs: [{..}], params: [{name: ndarray}], shims}`,
//! where an ndarray is msgpack-numpy's `{nd: true, type: "<f4", shape: [..], data: bytes}`. The weights of an overlay may be
//! `<f2`, half the size (IEEE 754 binary16); every such number is one of `<f4` too.

use half::f16;
use rmpv::ValueRef;

use super::msgpack::decode;
use crate::Error;

/// The nodes of one model file, borrowed from its bytes.
pub(crate) struct ModelBytes<'a> {
    part: String,
    nodes: Vec<Node<'a>>,
}

/// One layer: its name and what it learnt.
pub(crate) struct Node<'a> {
    part: String,
    pub(crate) name: String,
    attributes: Vec<(String, &'a [u8])>,
    parameters: Vec<(String, Array<'a>)>,
}

/// A learnt array as it is written: little-endian numbers, row by row.
struct Array<'a> {
    shape: Vec<usize>,
    number: Number,
    bytes: &'a [u8],
}

/// What an array is made of.
#[derive(Clone, Copy)]
enum Number {
    Single,
    Half,
}

impl<'a> ModelBytes<'a> {
    /// Reads the file `part` from its bytes.
    pub(crate) fn parse(part: &str, bytes: &'a [u8]) -> Result<Self, Error> {
        let malformed = || Error::malformed(part, "not a thinc model");
        let value = decode(part, bytes)?;
        let names = field(&value, "nodes").and_then(list).ok_or_else(malformed)?;
        let attributes = field(&value, "attrs").and_then(list).ok_or_else(malformed)?;
        let parameters = field(&value, "params").and_then(list).ok_or_else(malformed)?;
        if names.len() != attributes.len() || names.len() != parameters.len() {
            return Err(malformed());
        }
        let nodes = names.iter().zip(attributes).zip(parameters).map(|((node, attributes), parameters)| {
            let name = field(node, "name").and_then(text).ok_or_else(malformed)?;
            let attributes = pairs(attributes)
                .ok_or_else(malformed)?
                .iter()
                .filter_map(|(key, value)| Some((text(key)?, bytes_of(value)?)))
                .collect();
            let parameters = pairs(parameters)
                .ok_or_else(malformed)?
                .iter()
                .filter(|(_, value)| !matches!(value, ValueRef::Nil))
                .map(|(key, value)| {
                    let name = text(key).ok_or_else(malformed)?;
                    let array = Array::of(value).ok_or_else(|| {
                        Error::malformed(part, format!("{name}: neither a <f4 nor a <f2 array"))
                    })?;
                    Ok((name, array))
                })
                .collect::<Result<_, Error>>()?;
            Ok(Node { part: part.to_owned(), name, attributes, parameters })
        });
        Ok(ModelBytes { part: part.to_owned(), nodes: nodes.collect::<Result<_, Error>>()? })
    }

    /// The nodes of one name, in the order of the file.
    pub(crate) fn named<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Node<'a>> + use<'s, 'a> {
        let name = name.to_owned();
        self.nodes.iter().filter(move |node| node.name == name)
    }

    /// The only node of one name.
    pub(crate) fn only(&self, name: &str) -> Result<&Node<'a>, Error> {
        let mut found = self.named(name);
        match (found.next(), found.next()) {
            (Some(node), None) => Ok(node),
            (None, _) => Err(Error::malformed(&self.part, format!("the network has no layer \"{name}\""))),
            _ => Err(Error::unsupported(&self.part, format!("the network has several layers \"{name}\""))),
        }
    }
}

impl Node<'_> {
    /// A learnt array: its shape, which must have `RANK` dimensions, and its numbers.
    pub(crate) fn parameter<const RANK: usize>(
        &self,
        name: &str,
    ) -> Result<([usize; RANK], Vec<f32>), Error> {
        let wrong =
            |reason: String| Error::malformed(&self.part, format!("layer {}: {name}: {reason}", self.name));
        let (_, Array { shape, number, bytes }) =
            self.parameters.iter().find(|(n, ..)| n == name).ok_or_else(|| wrong("missing".to_owned()))?;
        let shape = <[usize; RANK]>::try_from(shape.as_slice())
            .map_err(|_| wrong(format!("{} dimensions where {RANK} were expected", shape.len())))?;
        let wanted = shape.iter().try_fold(number.size(), |n, &d| n.checked_mul(d));
        if wanted != Some(bytes.len()) {
            return Err(wrong(format!("{} bytes do not fill the shape {shape:?}", bytes.len())));
        }
        let numbers = number.read(bytes);
        match numbers.iter().find(|number| !number.is_finite()) {
            None => Ok((shape, numbers)),
            Some(number) => Err(wrong(format!("{number} is no weight"))),
        }
    }

    /// An integer attribute.
    pub(crate) fn integer(&self, name: &str) -> Result<i64, Error> {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .and_then(|(_, raw)| decode(&self.part, raw).ok())
            .and_then(|v| match v {
                ValueRef::Integer(i) => i.as_i64(),
                _ => None,
            })
            .ok_or_else(|| Error::malformed(&self.part, format!("layer {}: no number {name}", self.name)))
    }
}

fn field<'v, 'a>(value: &'v ValueRef<'a>, name: &str) -> Option<&'v ValueRef<'a>> {
    pairs(value)?.iter().find(|(key, _)| text(key).as_deref() == Some(name)).map(|(_, value)| value)
}

fn pairs<'v, 'a>(value: &'v ValueRef<'a>) -> Option<&'v [(ValueRef<'a>, ValueRef<'a>)]> {
    match value {
        ValueRef::Map(pairs) => Some(pairs),
        _ => None,
    }
}

fn list<'v, 'a>(value: &'v ValueRef<'a>) -> Option<&'v [ValueRef<'a>]> {
    match value {
        ValueRef::Array(items) => Some(items),
        _ => None,
    }
}

/// msgpack-numpy writes its keys as bytes or strings, depending on its version.
fn bytes_of<'a>(value: &ValueRef<'a>) -> Option<&'a [u8]> {
    match value {
        ValueRef::Binary(bytes) => Some(bytes),
        ValueRef::String(string) => string.into_str().map(str::as_bytes),
        _ => None,
    }
}

fn text(value: &ValueRef<'_>) -> Option<String> {
    bytes_of(value).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::to_owned)
}

impl<'a> Array<'a> {
    fn of(value: &ValueRef<'a>) -> Option<Self> {
        let number = match text(field(value, "type")?)?.as_str() {
            "<f4" => Number::Single,
            "<f2" => Number::Half,
            _ => return None,
        };
        let dimension = |value: &ValueRef<'_>| match value {
            ValueRef::Integer(d) => d.as_u64().and_then(|d| usize::try_from(d).ok()),
            _ => None,
        };
        let shape = list(field(value, "shape")?)?.iter().map(dimension).collect::<Option<_>>()?;
        Some(Array { shape, number, bytes: bytes_of(field(value, "data")?)? })
    }
}

impl Number {
    /// In bytes.
    fn size(self) -> usize {
        match self {
            Number::Single => size_of::<f32>(),
            Number::Half => size_of::<f16>(),
        }
    }

    fn read(self, bytes: &[u8]) -> Vec<f32> {
        match self {
            Number::Single => bytes.as_chunks().0.iter().map(|&four| f32::from_le_bytes(four)).collect(),
            Number::Half => bytes.as_chunks().0.iter().map(|&two| f16::from_le_bytes(two).to_f32()).collect(),
        }
    }
}
