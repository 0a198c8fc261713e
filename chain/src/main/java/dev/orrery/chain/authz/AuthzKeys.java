package dev.orrery.chain.authz;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Triple;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.authz.v1beta1.Grant;
import dev.orrery.proto.cosmos.authz.v1beta1.GrantQueueItem;
import java.time.Instant;

/** Where authorizations lie in the store. Cosmos SDK x/authz/keeper/keys.go. */
final class AuthzKeys {
    static final String STORE = "authz";

    /** By who grants, who is granted and the kind of message. */
    static final StoreMap<Triple<Address, Address, String>, Grant> GRANTS = new StoreMap<>(
            STORE,
            new byte[] {1},
            Keys.triple(Keys.LENGTH_PREFIXED_ADDRESS, Keys.LENGTH_PREFIXED_ADDRESS, Keys.TEXT),
            Values.message(Grant.parser()));

    /** By when they end, who grants and who is granted. */
    static final StoreMap<Triple<Instant, Address, Address>, GrantQueueItem> QUEUE = new StoreMap<>(
            STORE,
            new byte[] {2},
            Keys.triple(Keys.TIME, Keys.LENGTH_PREFIXED_ADDRESS, Keys.LENGTH_PREFIXED_ADDRESS),
            Values.message(GrantQueueItem.parser()));

    private AuthzKeys() {}

    /** The beginning of the keys of all that one grants another. */
    static byte[] beginning(Address granter, Address grantee) {
        return Keys.prefix(
                Keys.pair(Keys.LENGTH_PREFIXED_ADDRESS, Keys.LENGTH_PREFIXED_ADDRESS),
                new Keys.Pair<>(granter, grantee));
    }
}
