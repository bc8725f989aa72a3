//! The wire format of protocol buffers, as far as a model needs it.
//!
//! Specification: <https://protobuf.dev/programming-guides/encoding/>.

/// The fields of a message, in their order. After an error there are no more.
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

/// A field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A number, a truth value or a choice.
    Number(u64),
    /// A number of eight bytes.
    Eight([u8; 8]),
    /// A string, bytes or a message.
    Bytes(&'a [u8]),
    /// A number of four bytes.
    Four([u8; 4]),
}

impl<'a> Fields<'a> {
    /// Of a whole message.
    pub(super) fn of(message: &'a [u8]) -> Self {
        Fields { rest: message }
    }

    /// The next field, as its number and value; `None` where it is cut off or of a kind there is not.
    fn field(&mut self) -> Option<(u64, Value<'a>)> {
        let key = self.number()?;
        let value = match key & 7 {
            0 => Value::Number(self.number()?),
            1 => Value::Eight(*self.take(8)?.first_chunk()?),
            2 => {
                let length = usize::try_from(self.number()?).ok()?;
                Value::Bytes(self.take(length)?)
            }
            5 => Value::Four(*self.take(4)?.first_chunk()?),
            _ => return None,
        };
        Some((key >> 3, value))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    /// `Err`: cut off or no message here.
    type Item = Result<(u64, Value<'a>), String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let left = self.rest.len();
        let field = self.field();
        if field.is_none() {
            self.rest = &[];
        }
        Some(field.ok_or_else(|| format!("no field {left} bytes before the end of its message")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_each_kind() {
        let message =
            [0x08, 0x96, 0x01, 0x12, 0x02, b'a', b'b', 0x1D, 0, 0, 0x80, 0x3F, 0x21, 1, 2, 3, 4, 5, 6, 7, 8];
        let fields: Result<Vec<_>, _> = Fields::of(&message).collect();
        let expected = vec![
            (1, Value::Number(150)),
            (2, Value::Bytes(b"ab")),
            (3, Value::Four(1f32.to_le_bytes())),
            (4, Value::Eight([1, 2, 3, 4, 5, 6, 7, 8])),
        ];
        assert_eq!(fields, Ok(expected));
    }

    #[test]
    fn what_is_cut_off_or_no_field_is_an_error_and_the_end() {
        for message in [&[0x08][..], &[0x08, 0x80], &[0x12, 0x05, 1], &[0x0B], &[0x80; 12], &[0x1D, 1]] {
            let mut fields = Fields::of(message);
            assert!(
                fields.next().is_some_and(|field| field.is_err()) && fields.next().is_none(),
                "{message:?}"
            );
        }
    }
}
