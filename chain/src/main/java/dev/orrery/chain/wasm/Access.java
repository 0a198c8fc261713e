package dev.orrery.chain.wasm;

import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may upload, or instantiate. wasmd x/wasm/types/params.go, types.go, validation.go.
 *
 * @param addresses texts, as they were given; only for {@link AccessType#ACCESS_TYPE_ANY_OF_ADDRESSES}
 */
public record Access(AccessType permission, List<String> addresses) {
    public static final Access EVERYBODY = new Access(AccessType.ACCESS_TYPE_EVERYBODY, List.of());
    public static final Access NOBODY = new Access(AccessType.ACCESS_TYPE_NOBODY, List.of());

    /** Addresses in one list. wasmd x/wasm/types/validation.go: MaxAddressCount. CWA-2024-003. */
    private static final int MAX_ADDRESSES = 50;

    public Access {
        addresses = List.copyOf(addresses);
    }

    public static Access of(AccessConfig config) {
        return new Access(config.getPermission(), config.getAddressesList());
    }

    public AccessConfig toProto() {
        return AccessConfig.newBuilder()
                .setPermission(permission)
                .addAllAddresses(addresses)
                .build();
    }

    /** A default permission as it applies to what {@code creator} uploads. */
    static Access byDefault(AccessType permission, String creator) {
        return switch (permission) {
            case ACCESS_TYPE_NOBODY -> NOBODY;
            case ACCESS_TYPE_EVERYBODY -> EVERYBODY;
            case ACCESS_TYPE_ANY_OF_ADDRESSES -> new Access(permission, List.of(creator));
            case ACCESS_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalStateException("unsupported access type");
        };
    }

    boolean allows(String actor) {
        return switch (permission) {
            case ACCESS_TYPE_NOBODY -> false;
            case ACCESS_TYPE_EVERYBODY -> true;
            case ACCESS_TYPE_ANY_OF_ADDRESSES -> addresses.contains(actor);
            case ACCESS_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalStateException("unknown type");
        };
    }

    /** Whether this allows nobody whom {@code other} does not allow. */
    boolean isSubsetOf(Access other) {
        if (other.permission == AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES) {
            return permission == AccessType.ACCESS_TYPE_NOBODY
                    || (permission == AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES
                            && other.addresses.containsAll(addresses));
        }
        return isSubset(permission, other.permission);
    }

    /** The same for permissions alone. */
    static boolean isSubset(AccessType permission, AccessType of) {
        return switch (of) {
            case ACCESS_TYPE_EVERYBODY -> permission != AccessType.ACCESS_TYPE_UNSPECIFIED;
            case ACCESS_TYPE_NOBODY -> permission == AccessType.ACCESS_TYPE_NOBODY;
            case ACCESS_TYPE_ANY_OF_ADDRESSES ->
                permission == AccessType.ACCESS_TYPE_NOBODY || permission == AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES;
            case ACCESS_TYPE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    /**
     * @throws ChainException if it makes no sense
     */
    void validate(AddressFormat format) {
        switch (permission) {
            case ACCESS_TYPE_UNSPECIFIED -> throw WasmError.EMPTY.failure("type");
            case ACCESS_TYPE_NOBODY, ACCESS_TYPE_EVERYBODY -> {}
            case ACCESS_TYPE_ANY_OF_ADDRESSES -> {
                try {
                    validateAddresses(addresses, format);
                } catch (ChainException e) {
                    throw e.in("addresses");
                }
            }
            case UNRECOGNIZED -> throw WasmError.INVALID.failure("unknown type");
        }
    }

    /**
     * Checks a list of addresses in a message; bounded before it is walked.
     *
     * @throws ChainException if it is empty, too long, or holds something that is no address or is there twice
     */
    static void validateAddresses(List<String> addresses, AddressFormat format) {
        if (addresses.isEmpty()) {
            throw WasmError.EMPTY.failure("addresses");
        }
        if (addresses.size() > MAX_ADDRESSES) {
            throw SdkError.INVALID_REQUEST.failure("total number of addresses is greater than " + MAX_ADDRESSES);
        }
        Set<String> seen = new HashSet<>();
        for (String address : addresses) {
            try {
                format.parse(address);
            } catch (ChainException e) {
                throw e.in("address: " + address);
            }
            if (!seen.add(address.toUpperCase(Locale.ROOT))) {
                throw WasmError.DUPLICATE.failure("duplicate addresses");
            }
        }
    }
}
