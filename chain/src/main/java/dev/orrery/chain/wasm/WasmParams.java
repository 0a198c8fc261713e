package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessType;
import dev.orrery.proto.cosmwasm.wasm.v1.Params;

/** The chain's rules for uploads. wasmd x/wasm/types/params.go. */
public final class WasmParams {
    /** Everybody may upload, and everybody may instantiate. */
    public static final Values DEFAULT = new Values(Access.EVERYBODY, AccessType.ACCESS_TYPE_EVERYBODY);

    WasmParams() {}

    public record Values(Access upload, AccessType instantiateDefault) {
        public static Values of(Params params) {
            return new Values(Access.of(params.getCodeUploadAccess()), params.getInstantiateDefaultPermission());
        }

        public Params toProto() {
            return Params.newBuilder()
                    .setCodeUploadAccess(upload.toProto())
                    .setInstantiateDefaultPermission(instantiateDefault)
                    .build();
        }
    }

    public Values get(Context ctx) {
        byte[] stored = ctx.store(WasmKeys.STORE)
                .get(WasmKeys.PARAMS)
                .orElseThrow(() -> new IllegalStateException("the wasm module was not given its parameters"));
        return Values.of(Stored.params(stored));
    }

    public void set(Context ctx, Values values) {
        ctx.store(WasmKeys.STORE).set(WasmKeys.PARAMS, values.toProto().toByteArray());
    }

    /** The permission as events and JSON say it. */
    static String word(AccessType permission) {
        return switch (permission) {
            case ACCESS_TYPE_NOBODY -> "Nobody";
            case ACCESS_TYPE_EVERYBODY -> "Everybody";
            case ACCESS_TYPE_ANY_OF_ADDRESSES -> "AnyOfAddresses";
            case ACCESS_TYPE_UNSPECIFIED, UNRECOGNIZED -> "Unspecified";
        };
    }
}
