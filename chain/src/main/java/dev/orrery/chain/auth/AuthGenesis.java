package dev.orrery.chain.auth;

import dev.orrery.chain.Context;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.auth.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.auth.v1beta1.Params;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accounts to start with. Cosmos SDK x/auth/keeper/genesis.go, x/auth/types/genesis.go. */
public final class AuthGenesis {
    /** Account that fees go to. */
    public static final String FEE_COLLECTOR = "fee_collector";

    private AuthGenesis() {}

    /** The reference's parameters. Cosmos SDK x/auth/types/params.go. */
    public static Params defaultParams() {
        return Params.newBuilder()
                .setMaxMemoCharacters(256)
                .setTxSigLimit(7)
                .setTxSizeCostPerByte(10)
                .setSigVerifyCostEd25519(590)
                .setSigVerifyCostSecp256K1(1000)
                .build();
    }

    static void init(Context context, AuthKeeper keeper, GenesisState genesis) {
        keeper.setParams(context, genesis.getParams());
        List<Account> accounts = withOwnNumbers(
                genesis.getAccountsList().stream().map(Account::of).toList(), keeper.nextNumber(context));
        for (Account account : accounts) {
            keeper.setAccount(context, account);
        }
        if (!accounts.isEmpty()) {
            keeper.setNextNumber(context, accounts.getLast().number() + 1);
        }
        keeper.moduleAccount(context, FEE_COLLECTOR);
    }

    static StreamedMessage export(Context context, AuthKeeper keeper) {
        return new StreamedMessage(
                GenesisState.newBuilder().setParams(keeper.params(context)).build(),
                Map.of("accounts", AuthKeys.ACCOUNTS.streamed(context, (address, account) -> account)));
    }

    /**
     * Sorted by number; accounts whose number is taken get the lowest free ones.
     *
     * @param first number that is free; not 0 in a fork, whose original has accounts
     */
    private static List<Account> withOwnNumbers(List<Account> accounts, long first) {
        Set<Long> taken = new HashSet<>();
        List<Account> own = new ArrayList<>();
        List<Account> others = new ArrayList<>();
        for (Account account : accounts) {
            (taken.add(account.number()) ? own : others).add(account);
        }
        others.sort(Comparator.comparing(Account::number, Long::compareUnsigned));
        long next = 0;
        for (Account account : others) {
            while (!taken.add(next)) {
                next++;
            }
            own.add(account.withBase(
                    account.base().toBuilder().setAccountNumber(next).build()));
        }
        return own.stream()
                .sorted(Comparator.comparing(Account::number, Long::compareUnsigned))
                .map(account -> account.withBase(account.base().toBuilder()
                        .setAccountNumber(first + account.number())
                        .build()))
                .toList();
    }
}
