package dev.orrery.chain.auth;

import com.google.protobuf.Any;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.proto.cosmos.auth.v1beta1.Params;
import java.nio.charset.StandardCharsets;

/** Where accounts lie in the store. Cosmos SDK x/auth/types/keys.go. */
public final class AuthKeys {
    public static final String STORE = "acc";

    public static final StoreItem<Params> PARAMS =
            new StoreItem<>(STORE, new byte[] {0}, Values.message(Params.parser()));

    public static final StoreMap<Address, Any> ACCOUNTS =
            new StoreMap<>(STORE, new byte[] {1}, Keys.ADDRESS, Values.message(Any.parser()));

    public static final StoreItem<Long> NEXT_NUMBER = new StoreItem<>(STORE, new byte[] {2}, Values.UINT64);

    public static final StoreMap<Long, Address> BY_NUMBER =
            new StoreMap<>(STORE, "accountNumber".getBytes(StandardCharsets.US_ASCII), Keys.UINT64, Values.ADDRESS);

    private AuthKeys() {}
}
