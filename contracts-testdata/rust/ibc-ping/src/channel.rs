//! The handshake of a channel, and its end.

use cosmwasm_std::{
    DepsMut, Env, Ibc3ChannelOpenResponse, IbcBasicResponse, IbcChannel, IbcChannelCloseMsg,
    IbcChannelConnectMsg, IbcChannelOpenMsg, IbcChannelOpenResponse, Storage, entry_point,
};
use kit::{Failure, ensure, fail};

use crate::msg::{ChannelInfo, VERSION};
use crate::{CHANNELS, CONFIG};

/// Accepts an empty version and proposes its own.
#[entry_point]
pub fn ibc_channel_open(
    deps: DepsMut,
    _env: Env,
    msg: IbcChannelOpenMsg,
) -> Result<IbcChannelOpenResponse, Failure> {
    let channel = msg.channel();
    if let Some(order) = CONFIG.load(deps.storage)?.order {
        ensure(channel.order == order, "wrong channel order")?;
    }
    ensure(channel.version.is_empty() || channel.version == VERSION, "unknown version")?;
    if let Some(version) = msg.counterparty_version() {
        ensure(version == VERSION, "unknown counterparty version")?;
    }
    Ok(Some(Ibc3ChannelOpenResponse { version: VERSION.into() }))
}

#[entry_point]
pub fn ibc_channel_connect(
    deps: DepsMut,
    _env: Env,
    msg: IbcChannelConnectMsg,
) -> Result<IbcBasicResponse, Failure> {
    if let Some(version) = msg.counterparty_version() {
        ensure(version == VERSION, "unknown counterparty version")?;
    }
    save(deps.storage, msg.channel(), true)?;
    Ok(IbcBasicResponse::new().add_attribute("connected", &msg.channel().endpoint.channel_id))
}

/// Accepts a close begun by either side.
#[entry_point]
pub fn ibc_channel_close(
    deps: DepsMut,
    env: Env,
    msg: IbcChannelCloseMsg,
) -> Result<IbcBasicResponse, Failure> {
    let channel = msg.channel();
    if CHANNELS.may_load(deps.storage, channel.endpoint.channel_id.as_bytes())?.is_none() {
        return fail("unknown channel");
    }
    save(deps.storage, channel, false)?;
    Ok(IbcBasicResponse::new()
        .add_attribute("closed", &channel.endpoint.channel_id)
        .add_attribute("height", env.block.height.to_string()))
}

fn save(storage: &mut dyn Storage, channel: &IbcChannel, open: bool) -> Result<(), Failure> {
    let info = ChannelInfo {
        id: channel.endpoint.channel_id.clone(),
        counterparty: channel.counterparty_endpoint.channel_id.clone(),
        order: channel.order.clone(),
        open,
    };
    Ok(CHANNELS.save(storage, info.id.as_bytes(), &info)?)
}
