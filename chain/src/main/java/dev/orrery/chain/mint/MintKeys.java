package dev.orrery.chain.mint;

import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.mint.v1beta1.Minter;
import dev.orrery.proto.cosmos.mint.v1beta1.Params;

/** Where minting keeps its state. Cosmos SDK x/mint/types/keys.go. */
final class MintKeys {
    static final String STORE = "mint";

    static final StoreItem<Minter> MINTER = new StoreItem<>(STORE, new byte[] {0}, Values.message(Minter.parser()));

    static final StoreItem<Params> PARAMS = new StoreItem<>(STORE, new byte[] {1}, Values.message(Params.parser()));

    private MintKeys() {}
}
