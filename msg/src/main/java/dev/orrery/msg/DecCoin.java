package dev.orrery.msg;

/** A fractional amount of one token, as text and not checked. */
public record DecCoin(String amount, String denom) {}
