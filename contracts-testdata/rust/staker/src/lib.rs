//! Stakes what it holds, collects rewards and votes, and answers with what the staking modules say.

use cosmwasm_std::{
    Binary, Coin, CosmosMsg, Deps, DepsMut, DistributionMsg, Env, GovMsg, MessageInfo, Response, StakingMsg,
    VoteOption, WeightedVoteOption, entry_point, to_json_binary,
};
use kit::{Failure, Item, ensure};
use serde::Deserialize;

const OWNER: Item<String> = Item::new("owner");

#[derive(Deserialize)]
pub struct InstantiateMsg {}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    Delegate { validator: String, amount: Coin },
    Undelegate { validator: String, amount: Coin },
    Redelegate { from: String, to: String, amount: Coin },
    SetWithdrawAddress { address: String },
    WithdrawRewards { validators: Vec<String> },
    FundCommunityPool { amount: Vec<Coin> },
    Vote { proposal_id: u64, option: VoteOption },
    VoteWeighted { proposal_id: u64, options: Vec<WeightedVoteOption> },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryMsg {
    BondedDenom {},
    Validators {},
    Validator { address: String },
    Delegations {},
    Delegation { validator: String },
    Rewards { validator: String },
    TotalRewards {},
    DelegatedTo {},
    WithdrawAddress {},
}

#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    _msg: InstantiateMsg,
) -> Result<Response, Failure> {
    OWNER.save(deps.storage, &info.sender.into_string())?;
    Ok(Response::new())
}

#[entry_point]
pub fn execute(deps: DepsMut, _env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    ensure(info.sender.as_str() == OWNER.load(deps.storage)?, "only the owner stakes")?;
    Ok(Response::new().add_messages(messages(msg)))
}

fn messages(msg: ExecuteMsg) -> Vec<CosmosMsg> {
    let message: CosmosMsg = match msg {
        ExecuteMsg::Delegate { validator, amount } => StakingMsg::Delegate { validator, amount }.into(),
        ExecuteMsg::Undelegate { validator, amount } => StakingMsg::Undelegate { validator, amount }.into(),
        ExecuteMsg::Redelegate { from, to, amount } => {
            StakingMsg::Redelegate { src_validator: from, dst_validator: to, amount }.into()
        }
        ExecuteMsg::SetWithdrawAddress { address } => DistributionMsg::SetWithdrawAddress { address }.into(),
        ExecuteMsg::WithdrawRewards { validators } => {
            return validators
                .into_iter()
                .map(|validator| DistributionMsg::WithdrawDelegatorReward { validator }.into())
                .collect();
        }
        ExecuteMsg::FundCommunityPool { amount } => DistributionMsg::FundCommunityPool { amount }.into(),
        ExecuteMsg::Vote { proposal_id, option } => GovMsg::Vote { proposal_id, option }.into(),
        ExecuteMsg::VoteWeighted { proposal_id, options } => {
            GovMsg::VoteWeighted { proposal_id, options }.into()
        }
    };
    vec![message]
}

#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    let me = env.contract.address;
    let chain = deps.querier;
    let json = match msg {
        QueryMsg::BondedDenom {} => to_json_binary(&chain.query_bonded_denom()?),
        QueryMsg::Validators {} => to_json_binary(&chain.query_all_validators()?),
        QueryMsg::Validator { address } => to_json_binary(&chain.query_validator(address)?),
        QueryMsg::Delegations {} => to_json_binary(&chain.query_all_delegations(me)?),
        QueryMsg::Delegation { validator } => to_json_binary(&chain.query_delegation(me, validator)?),
        QueryMsg::Rewards { validator } => to_json_binary(&chain.query_delegation_rewards(me, validator)?),
        QueryMsg::TotalRewards {} => to_json_binary(&chain.query_delegation_total_rewards(me)?),
        QueryMsg::DelegatedTo {} => to_json_binary(&chain.query_delegator_validators(me)?),
        QueryMsg::WithdrawAddress {} => to_json_binary(&chain.query_delegator_withdraw_address(me)?),
    };
    Ok(json?)
}
