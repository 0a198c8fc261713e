package dev.orrery.server.chain;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coins;

/** What an account has when the chain begins. */
public record Funding(Address account, Coins coins) {}
