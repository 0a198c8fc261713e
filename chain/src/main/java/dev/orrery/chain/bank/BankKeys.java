package dev.orrery.chain.bank;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.bank.v1beta1.Metadata;
import dev.orrery.proto.cosmos.bank.v1beta1.Params;
import java.math.BigInteger;

/** Where coins lie in the store. Cosmos SDK x/bank/types/keys.go. */
public final class BankKeys {
    public static final String STORE = "bank";

    public static final StoreMap<String, BigInteger> SUPPLY =
            new StoreMap<>(STORE, new byte[] {0}, Keys.TEXT, Values.INTEGER);

    public static final StoreMap<String, Metadata> METADATA =
            new StoreMap<>(STORE, new byte[] {1}, Keys.TEXT, Values.message(Metadata.parser()));

    public static final StoreMap<Pair<Address, String>, BigInteger> BALANCES =
            new StoreMap<>(STORE, new byte[] {2}, Keys.pair(Keys.ADDRESS, Keys.TEXT), Values.INTEGER);

    public static final StoreMap<Pair<String, Address>, Boolean> OWNERS =
            new StoreMap<>(STORE, new byte[] {3}, Keys.pair(Keys.TEXT, Keys.LENGTH_PREFIXED_ADDRESS), Values.PRESENCE);

    public static final StoreMap<String, Boolean> SEND_ENABLED =
            new StoreMap<>(STORE, new byte[] {4}, Keys.TEXT, Values.TRUTH);

    public static final StoreItem<Params> PARAMS =
            new StoreItem<>(STORE, new byte[] {5}, Values.message(Params.parser()));

    private BankKeys() {}
}
