package dev.orrery.chain.wasm.wiring;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.Account;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.auth.VestingAccount;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.wasm.Accounts;
import dev.orrery.chain.wasm.WasmKeys;
import java.util.Optional;

/** Accounts of contracts. wasmd x/wasm/keeper/keeper.go: instantiate, VestingCoinBurner. */
record AuthAccounts(AuthKeeper auth, BankKeeper bank) implements Accounts {
    @Override
    public Optional<Existing> find(Context ctx, Address address) {
        return auth.account(ctx, address).map(AuthAccounts::kind);
    }

    private static Existing kind(Account account) {
        if (account.sequence() != 0 || account.base().hasPubKey()) {
            return Existing.CLAIMED;
        }
        return account instanceof Account.Basic ? Existing.PLAIN : Existing.SPECIAL;
    }

    @Override
    public void create(Context ctx, Address address) {
        auth.setAccount(ctx, auth.newAccount(ctx, address));
    }

    @Override
    public boolean replace(Context ctx, Address address) {
        Optional<Account> existing = auth.account(ctx.withGas(GasMeter.unlimited()), address);
        create(ctx, address);
        if (existing.isEmpty() || !(existing.get() instanceof VestingAccount vesting)) {
            return false;
        }
        burn(ctx.withGas(GasMeter.unlimited()), address, vesting);
        return true;
    }

    /** What is left of the coins that were to vest, so that nobody gets hold of them by way of a contract. */
    private void burn(Context ctx, Address address, VestingAccount vesting) {
        Coins left = Coins.sum(vesting.original().list().stream()
                .map(Coin::denom)
                .map(denom -> bank.balance(ctx, address, denom))
                .toList());
        Circumstances.within("prune account balance", () -> bank.sendToModule(ctx, address, WasmKeys.STORE, left));
        Circumstances.within("burn account balance", () -> bank.burn(ctx, WasmKeys.STORE, left));
    }
}
