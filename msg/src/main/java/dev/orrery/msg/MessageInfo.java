package dev.orrery.msg;

import java.util.List;

/** Who calls a contract and what they sent along. */
public record MessageInfo(String sender, List<Coin> funds) {
    public MessageInfo {
        funds = List.copyOf(funds);
    }
}
