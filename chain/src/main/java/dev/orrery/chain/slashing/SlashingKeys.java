package dev.orrery.chain.slashing;

import com.google.protobuf.Any;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.KeyCodec;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.slashing.v1beta1.Params;
import dev.orrery.proto.cosmos.slashing.v1beta1.ValidatorSigningInfo;

/** Where it is kept who signed. All by the address of the consensus key. Cosmos SDK x/slashing/types/keys.go. */
final class SlashingKeys {
    static final String STORE = "slashing";

    private static final KeyCodec<Address> ADDRESS = Keys.LENGTH_PREFIXED_ADDRESS;

    static final StoreItem<Params> PARAMS = new StoreItem<>(STORE, new byte[] {0}, Values.message(Params.parser()));

    static final StoreMap<Address, ValidatorSigningInfo> SIGNING_INFOS =
            new StoreMap<>(STORE, new byte[] {1}, ADDRESS, Values.message(ValidatorSigningInfo.parser()));

    /** Parts of the map of missed blocks, numbered with the lowest byte first. */
    static final StoreMap<Pair<Address, Long>, byte[]> MISSED = new StoreMap<>(
            STORE,
            new byte[] {2},
            Keys.pair(ADDRESS, Keys.mapped(Keys.UINT64, Long::reverseBytes, Long::reverseBytes)),
            Values.BYTES);

    static final StoreMap<Address, Any> PUBLIC_KEYS =
            new StoreMap<>(STORE, new byte[] {3}, ADDRESS, Values.message(Any.parser()));

    private SlashingKeys() {}
}
