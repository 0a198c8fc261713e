package dev.orrery.msg;

/** An amount of one token. {@code amount} is a decimal integer of up to 256 bits, as text and not checked. */
public record Coin(String denom, String amount) {}
