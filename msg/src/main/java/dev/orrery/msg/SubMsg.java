package dev.orrery.msg;

import java.util.Optional;

/** A message a contract emits, and when it wants to hear of the outcome.
 *
 * @param id unsigned, chosen by the contract
 * @param gasLimit in SDK gas, unsigned; absent means no limit of its own */
public record SubMsg(long id, CosmosMsg msg, Bytes payload, Optional<Long> gasLimit, ReplyOn replyOn) {}
