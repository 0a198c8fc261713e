package dev.orrery.msg;

import java.util.Optional;

/** Questions to the bank. */
public sealed interface BankQuery extends QueryRequest {
    record Supply(String denom) implements BankQuery {}

    record Balance(String address, String denom) implements BankQuery {}

    /** Gone from cosmwasm-std 3.0, still answered. */
    record AllBalances(String address) implements BankQuery {}

    record DenomMetadata(String denom) implements BankQuery {}

    record AllDenomMetadata(Optional<PageRequest> pagination) implements BankQuery {}

    /** No variant that we know. */
    record Unknown() implements BankQuery {}
}
