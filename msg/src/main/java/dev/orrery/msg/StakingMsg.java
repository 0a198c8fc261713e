package dev.orrery.msg;

/** Messages to the staking module. */
public sealed interface StakingMsg extends CosmosMsg {
    record Delegate(String validator, Coin amount) implements StakingMsg {}

    record Undelegate(String validator, Coin amount) implements StakingMsg {}

    record Redelegate(String srcValidator, String dstValidator, Coin amount) implements StakingMsg {}

    /** No variant that we know. */
    record Unknown() implements StakingMsg {}
}
