package dev.orrery.relayer.work;

import dev.orrery.relayer.account.GasPrice;
import java.net.URI;
import java.util.Optional;

/**
 * How to reach one of the two chains.
 *
 * @param rpc CometBFT's JSON-RPC
 * @param words of the wallet whose first account pays and signs
 * @param price of gas; absent: the lowest that the node takes
 */
public record Access(URI rpc, String words, Optional<GasPrice> price) {}
