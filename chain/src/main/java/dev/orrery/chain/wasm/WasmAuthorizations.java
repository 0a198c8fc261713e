package dev.orrery.chain.wasm;

import com.google.protobuf.Message;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.authz.AuthorizationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What may be granted to others about contracts, beside whole kinds of messages. wasmd x/wasm/types/authz.go. */
public final class WasmAuthorizations {
    private WasmAuthorizations() {}

    public static List<AuthorizationKind<?>> kinds(AddressFormat format) {
        List<AuthorizationKind<?>> kinds = new ArrayList<>(ContractAuthorization.kinds(format));
        kinds.add(StoreCodeAuthorization.kind(format));
        return kinds;
    }

    /** What stands inside an {@code Any} of an authorization. */
    public static List<Message> types() {
        return Stream.concat(ContractLimit.prototypes().stream(), ContractFilter.prototypes().stream())
                .toList();
    }
}
