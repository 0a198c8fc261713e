package dev.orrery.chain.vesting;

import dev.orrery.chain.Module;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.tx.MessageRoute;
import java.util.List;

/** Making of vesting accounts as a module of the chain; it keeps nothing itself. Cosmos SDK x/auth/vesting. */
public record VestingModule(AuthKeeper accounts, BankKeeper bank) implements Module {
    @Override
    public String name() {
        return "vesting";
    }

    @Override
    public List<String> stores() {
        return List.of();
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return new VestingMessages(accounts, bank).routes();
    }
}
