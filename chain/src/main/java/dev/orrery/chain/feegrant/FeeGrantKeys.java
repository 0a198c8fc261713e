package dev.orrery.chain.feegrant;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.feegrant.v1beta1.Grant;
import java.time.Instant;

/** Where allowances lie in the store. cosmossdk.io/x/feegrant key.go. */
final class FeeGrantKeys {
    static final String STORE = "feegrant";

    /** By who is granted and who grants. */
    static final StoreMap<Pair<Address, Address>, Grant> GRANTS = new StoreMap<>(
            STORE,
            new byte[] {0},
            Keys.pair(Keys.LENGTH_PREFIXED_ADDRESS, Keys.LENGTH_PREFIXED_ADDRESS),
            Values.message(Grant.parser()));

    /** By when they end, who is granted and who grants. */
    static final StoreMap<Triple<Instant, Address, Address>, Boolean> QUEUE = new StoreMap<>(
            STORE,
            new byte[] {1},
            Keys.triple(Keys.TIME, Keys.LENGTH_PREFIXED_ADDRESS, Keys.LENGTH_PREFIXED_ADDRESS),
            Values.PRESENCE);

    private FeeGrantKeys() {}
}
