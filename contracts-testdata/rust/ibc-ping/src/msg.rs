//! Messages, packets and what is stored.

use cosmwasm_std::{Binary, IbcOrder, StdResult, from_json, to_json_binary};
use serde::{Deserialize, Serialize};

/// The version both ends must speak.
pub const VERSION: &str = "orrery-ping-1";

#[derive(Serialize, Deserialize)]
pub struct Config {
    /// The only order of channels to accept; any if absent.
    pub order: Option<IbcOrder>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    Ping {
        channel: String,
        answer: Answer,
        text: String,
        timeout_seconds: Option<u64>,
        /// Revision and height.
        timeout_height: Option<(u64, u64)>,
    },
    /// Answers a packet whose sender asked to wait.
    Acknowledge {
        channel: String,
        sequence: u64,
        text: String,
    },
    Close {
        channel: String,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryMsg {
    Counts {},
    Channels {},
    Pending {},
}

/// What the receiver shall do.
#[derive(Serialize, Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    AtOnce,
    Later,
    /// An acknowledgement that says so; what the receiver did before stays.
    ErrorAck,
    /// The entry point fails; the chain takes back what the receiver did and writes the acknowledgement.
    Fail,
    Panic,
}

#[derive(Serialize, Deserialize)]
pub struct Packet {
    pub number: u64,
    pub answer: Answer,
    pub text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ack {
    Pong { number: u64, text: String },
    Error(String),
}

impl Ack {
    pub fn encode(&self) -> StdResult<Binary> {
        to_json_binary(self)
    }

    /// The chain's own acknowledgement of a failed entry point has this shape, too.
    pub fn decode(data: &Binary) -> Self {
        from_json(data).unwrap_or_else(|_| Ack::Error("not understood".into()))
    }
}

#[derive(Serialize, Deserialize, Default)]
pub struct Counts {
    pub sent: u64,
    pub received: u64,
    pub ponged: u64,
    pub refused: u64,
    pub timed_out: u64,
    /// Text of the last acknowledgement.
    pub last: String,
}

#[derive(Serialize, Deserialize)]
pub struct ChannelInfo {
    pub id: String,
    pub counterparty: String,
    pub order: IbcOrder,
    pub open: bool,
}

#[derive(Serialize, Deserialize)]
pub struct Pending {
    pub channel: String,
    pub sequence: u64,
    pub number: u64,
}
