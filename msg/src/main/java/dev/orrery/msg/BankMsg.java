package dev.orrery.msg;

import java.util.List;

/** Messages to the bank. */
public sealed interface BankMsg extends CosmosMsg {
    record Send(String toAddress, List<Coin> amount) implements BankMsg {
        public Send {
            amount = List.copyOf(amount);
        }
    }

    record Burn(List<Coin> amount) implements BankMsg {
        public Burn {
            amount = List.copyOf(amount);
        }
    }

    /** No variant that we know. */
    record Unknown() implements BankMsg {}
}
