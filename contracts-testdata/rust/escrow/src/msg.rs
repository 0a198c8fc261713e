//! Messages, and what is stored.

use cosmwasm_std::{Binary, Coin, Reply, ReplyOn, SubMsg, SubMsgResult};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct InstantiateMsg {
    /// Who may release deposits; the creator if absent.
    pub arbiter: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    /// Keeps the funds sent along.
    Deposit { beneficiary: String },
    /// Releases several deposits, each by its own sub-message.
    Release { releases: Vec<Release> },
    /// Sends these sub-messages as they are.
    Dispatch { messages: Vec<SubMsg> },
    /// What a beneficiary that is such a contract is called with.
    Receive { fail: bool },
}

#[derive(Deserialize)]
pub struct Release {
    pub id: u64,
    pub reply_on: ReplyOn,
    /// Of the sub-message, in the chain's gas.
    pub gas_limit: Option<u64>,
    /// Given back with the reply.
    pub payload: Option<Binary>,
    /// Calls the beneficiary (a contract like this one) with the funds, instead of a bank transfer; it
    /// fails if told so.
    pub call: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryMsg {
    Deposit { id: u64 },
    Outcomes {},
}

#[derive(Serialize, Deserialize)]
pub struct Deposit {
    pub depositor: String,
    pub beneficiary: String,
    pub funds: Vec<Coin>,
    pub status: Status,
}

#[derive(Serialize, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Held,
    /// A sub-message is on its way; without a reply this is the last status.
    Releasing,
    Released,
}

/// One reply as it arrived.
#[derive(Serialize, Deserialize)]
pub struct Outcome {
    id: u64,
    payload: Binary,
    gas_used: u64,
    error: Option<String>,
    event_types: Vec<String>,
    type_urls: Vec<String>,
}

impl Outcome {
    pub fn of(reply: &Reply) -> Self {
        let (error, event_types, type_urls) = match &reply.result {
            SubMsgResult::Ok(response) => (
                None,
                response.events.iter().map(|event| event.ty.clone()).collect(),
                response.msg_responses.iter().map(|msg| msg.type_url.clone()).collect(),
            ),
            SubMsgResult::Err(error) => (Some(error.clone()), vec![], vec![]),
        };
        Outcome {
            id: reply.id,
            payload: reply.payload.clone(),
            gas_used: reply.gas_used,
            error,
            event_types,
            type_urls,
        }
    }
}
