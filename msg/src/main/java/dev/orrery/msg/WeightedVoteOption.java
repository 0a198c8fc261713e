package dev.orrery.msg;

/** A share of a vote; the weight is a decimal fraction as text. */
public record WeightedVoteOption(VoteOption option, String weight) {}
