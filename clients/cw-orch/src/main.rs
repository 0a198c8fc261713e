//! Drives a local chain with cw-orch: a contract from upload to migration, sub-messages with their replies, and refusals.
//!   cargo run -- GRPC_URL CHAIN_ID

mod contracts;

use std::error::Error;
use std::time::Instant;

use cosmwasm_std::coins;
use cw_orch::environment::{ChainKind, NetworkInfoOwned};
use cw_orch::prelude::*;
use serde_json::{Value, json};

use contracts::{Escrow, MigrateOne, MigrateTwo};

const ALICE: &str = "enlist hip relief stomach skate base shallow young switch frequent cry park";
const BOB: &str = "wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let grpc = arguments.next().unwrap_or("http://127.0.0.1:9090".into());
    let chain_id = arguments.next().unwrap_or("orrery-1".into());
    let mut steps = Steps { passed: 0 };
    let end = drive(&mut steps, grpc, chain_id);
    if let Err(error) = &end {
        println!("{error}");
    }
    println!("{} passed, {} failed", steps.passed, u32::from(end.is_err()));
    std::process::exit(i32::from(end.is_err()));
}

fn drive(steps: &mut Steps, grpc: String, chain_id: String) -> Outcome<()> {
    let chain = steps.step("connect", || connect(grpc, chain_id))?;
    let me = chain.sender_addr();
    let bob = Addr::unchecked(BOB);

    steps.step("bank send", || Ok(chain.bank_send(&bob, &coins(7, "ucosm"))?))?;
    steps.step("balance", || {
        let balance = chain.bank_querier().balance(&me, Some("ucosm".into()))?;
        expect(balance.len() == 1 && !balance[0].amount.is_zero(), &balance)
    })?;

    let escrow = Escrow::new(chain.clone());
    steps.step("upload", || Ok(escrow.upload()?))?;
    steps.step("instantiate", || Ok(escrow.instantiate(&json!({"arbiter": me}), Some(&me), &[])?))?;
    steps.step("execute with funds", || {
        let deposit = json!({"deposit": {"beneficiary": BOB}});
        escrow.execute(&deposit, &coins(5, "ucosm"))?;
        Ok(escrow.execute(&deposit, &coins(6, "ucosm"))?)
    })?;
    steps.step("query", || {
        let deposit: Value = escrow.query(&json!({"deposit": {"id": 1}}))?;
        expect(deposit["beneficiary"] == BOB, &deposit)
    })?;
    steps.refused("query that it doesn't know", "query wasm contract failed", || {
        Ok(escrow.query::<Value>(&json!({"nope": {}}))?)
    })?;
    steps.step("sub-messages and their replies", || {
        let releases = json!([{"id": 1, "reply_on": "success"}, {"id": 2, "reply_on": "error", "call": true}]);
        escrow.execute(&json!({"release": {"releases": releases}}), &[])?;
        let outcomes: Value = escrow.query(&json!({"outcomes": {}}))?;
        expect(outcomes[0]["error"].is_null() && outcomes[1]["error"].is_string(), &outcomes)
    })?;
    steps.refused("execute that fails", "no such deposit", || {
        Ok(escrow.execute(&json!({"release": {"releases": [{"id": 9, "reply_on": "never"}]}}), &[])?)
    })?;
    steps.step("instantiate2", || {
        let salt = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_nanos().to_be_bytes();
        let predicted = chain.wasm_querier().instantiate2_addr(escrow.code_id()?, &me, salt.into())?;
        let other = Escrow::new(chain.clone());
        other.instantiate2(&json!({}), Some(&me), &[], salt.into())?;
        expect(other.addr_str()? == predicted, &predicted)
    })?;

    let one = MigrateOne::new(chain.clone());
    let two = MigrateTwo::new(chain.clone());
    steps.step("upload what can migrate", || Ok(one.upload()?))?;
    steps.step("instantiate it", || Ok(one.instantiate(&json!({"labels": ["old", "older"]}), Some(&me), &[])?))?;
    steps.step("migrate", || {
        two.upload()?;
        Ok(two.migrate(&json!({}), two.code_id()?)?)
    })?;
    steps.step("state after it", || {
        let state: Value = two.query(&json!({}))?;
        expect(state["labels"] == json!(["old", "older"]), &state)
    })?;
    steps.step("the chain has the code that was uploaded", || expect(two.latest_is_uploaded()?, &"another one"))
}

fn connect(grpc: String, chain_id: String) -> Outcome<Daemon> {
    let chain = ChainInfoOwned {
        chain_id,
        gas_denom: "ucosm".into(),
        gas_price: 0.025,
        grpc_urls: vec![grpc],
        network_info: NetworkInfoOwned {
            chain_name: "orrery".into(),
            pub_address_prefix: "wasm".into(),
            coin_type: 118,
        },
        kind: ChainKind::Local,
        ..Default::default()
    };
    Ok(DaemonBuilder::new(chain).mnemonic(ALICE).load_network(false).is_test(true).build()?)
}

fn expect(holds: bool, found: &impl std::fmt::Debug) -> Outcome<()> {
    if holds { Ok(()) } else { Err(format!("found {found:?}").into()) }
}

struct Steps {
    passed: u32,
}

impl Steps {
    fn step<T>(&mut self, name: &str, body: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let started = Instant::now();
        let result = body().map_err(|error| format!("FAIL  cw-orch  {name}\n{error}"))?;
        println!("ok    cw-orch  {name}  ({} ms)", started.elapsed().as_millis());
        self.passed += 1;
        Ok(result)
    }

    /// Expects a failure that says this.
    fn refused<T>(&mut self, name: &str, text: &str, body: impl FnOnce() -> Outcome<T>) -> Outcome<()> {
        self.step(name, || match body() {
            Ok(_) => Err("it succeeded".into()),
            Err(error) if error.to_string().contains(text) => Ok(()),
            Err(error) => Err(error),
        })
    }
}
