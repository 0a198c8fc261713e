//! An error that is only its text: the chain sees nothing else.

use std::fmt;

use cosmwasm_std::StdError;

pub struct Failure(String);

pub fn fail<T>(text: impl fmt::Display) -> Result<T, Failure> {
    Err(Failure(text.to_string()))
}

pub fn ensure(condition: bool, text: &str) -> Result<(), Failure> {
    if condition { Ok(()) } else { fail(text) }
}

impl<E: Into<StdError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure(error.into().to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}
