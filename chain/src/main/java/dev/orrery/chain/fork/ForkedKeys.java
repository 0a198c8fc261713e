package dev.orrery.chain.fork;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.Account;
import dev.orrery.chain.auth.AuthKeys;
import dev.orrery.chain.bank.BankKeys;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.chain.wasm.WasmKeys;
import dev.orrery.proto.cosmos.bank.v1beta1.Metadata;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractCodeHistoryEntry;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which entries of a live chain a fork has, and whether what the chain says they are can be true. Rules of modules, indexes and all
 * that other modules keep are the fork's own.
 */
final class ForkedKeys {
    static final Set<String> STORES = Set.of(WasmKeys.STORE, BankKeys.STORE, AuthKeys.STORE);

    /** Largest value. Bytes. A contract can write 128 KiB: cosmwasm vm imports.rs, MAX_LENGTH_DB_VALUE. */
    private static final int MAX_VALUE_BYTES = 1 << 20;

    /** An amount has at most 256 bits. cosmossdk.io/math: MaxBitLen. */
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,78}");

    private final Set<Address> modules;

    /** @param modules accounts that the fork makes itself */
    ForkedKeys(Set<Address> modules) {
        this.modules = Set.copyOf(modules);
    }

    boolean mayBeThere(String store, byte[] key) {
        return switch (store) {
            case WasmKeys.STORE ->
                WasmKeys.Kind.CODE.has(key)
                        || WasmKeys.Kind.CONTRACT.has(key)
                        || WasmKeys.Kind.PINNED.has(key)
                        || WasmKeys.Kind.TX_COUNTER.has(key) // the next transaction pays to read it
                        || isSequence(key)
                        || isContractsOwn(store, key);
            case BankKeys.STORE ->
                Keys.startsWith(key, BankKeys.SUPPLY.prefix())
                        || Keys.startsWith(key, BankKeys.METADATA.prefix())
                        || ownerLength(store, key).isPresent();
            case AuthKeys.STORE ->
                (isAccount(key) && !modules.contains(Address.of(Keys.tail(key, 1))))
                        || Keys.startsWith(key, AuthKeys.NEXT_NUMBER.key())
                        || Keys.startsWith(key, AuthKeys.BY_NUMBER.prefix());
            default -> false;
        };
    }

    private static boolean isSequence(byte[] key) {
        return WasmKeys.Kind.NEXT_CODE_ID.has(key) || WasmKeys.Kind.NEXT_INSTANCE_ID.has(key);
    }

    private static boolean isAccount(byte[] key) {
        return Keys.startsWith(key, AuthKeys.ACCOUNTS.prefix()) && key.length > 1;
    }

    boolean isCode(String store, byte[] key) {
        return store.equals(WasmKeys.STORE) && WasmKeys.Kind.CODE.has(key);
    }

    /** Whether it belongs to the state or the history of a contract. */
    boolean isContractsOwn(String store, byte[] key) {
        return store.equals(WasmKeys.STORE)
                && (WasmKeys.Kind.CONTRACT_STATE.has(key) || WasmKeys.Kind.HISTORY.has(key));
    }

    /** How long the address is of somebody who has coins, in a key of a balance; empty for other keys, and for modules. */
    OptionalInt ownerLength(String store, byte[] key) {
        if (!store.equals(BankKeys.STORE) || !Keys.startsWith(key, BankKeys.BALANCES.prefix()) || key.length < 2) {
            return OptionalInt.empty();
        }
        int length = Byte.toUnsignedInt(key[1]);
        if (length == 0 || key.length < 2 + length) {
            return OptionalInt.empty();
        }
        Address owner = Address.of(Arrays.copyOfRange(key, 2, 2 + length));
        return modules.contains(owner) ? OptionalInt.empty() : OptionalInt.of(length);
    }

    /** @throws UnavailableException if nothing like it can stand under this key */
    void check(String store, byte[] key, byte[] value) {
        try {
            if (value.length > MAX_VALUE_BYTES) {
                throw new IllegalArgumentException("of " + value.length + " bytes, at most " + MAX_VALUE_BYTES);
            }
            switch (store) {
                case WasmKeys.STORE -> checkWasm(key, value);
                case BankKeys.STORE -> checkBank(key, value);
                default -> checkAuth(key, value);
            }
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            throw new UnavailableException(
                    "the original of this fork has a damaged entry " + store + "/"
                            + HexFormat.of().formatHex(key) + ": " + e.getMessage(),
                    e);
        }
    }

    private static void checkWasm(byte[] key, byte[] value) throws InvalidProtocolBufferException {
        if (WasmKeys.Kind.CODE.has(key)) {
            parse(CodeInfo.parser(), value);
        } else if (WasmKeys.Kind.CONTRACT.has(key)) {
            parse(ContractInfo.parser(), value);
        } else if (WasmKeys.Kind.HISTORY.has(key)) {
            parse(ContractCodeHistoryEntry.parser(), value);
        } else if (isSequence(key)) {
            requireLength(Long.BYTES, value);
        } else if (WasmKeys.Kind.TX_COUNTER.has(key)) {
            requireLength(Long.BYTES + Integer.BYTES, value);
        }
    }

    private static void checkBank(byte[] key, byte[] value) throws InvalidProtocolBufferException {
        if (Keys.startsWith(key, BankKeys.METADATA.prefix())) {
            parse(Metadata.parser(), value);
        } else if (!AMOUNT.matcher(new String(value, StandardCharsets.US_ASCII)).matches()) {
            throw new IllegalArgumentException("no amount");
        }
    }

    private static void checkAuth(byte[] key, byte[] value) throws InvalidProtocolBufferException {
        if (isAccount(key)) {
            Account.of(Any.parseFrom(value));
        } else if (Keys.startsWith(key, AuthKeys.NEXT_NUMBER.key())) {
            requireLength(Long.BYTES, value);
        }
    }

    private static void parse(Parser<?> parser, byte[] value) throws InvalidProtocolBufferException {
        parser.parseFrom(value);
    }

    private static void requireLength(int bytes, byte[] value) {
        if (value.length != bytes) {
            throw new IllegalArgumentException("of " + value.length + " bytes instead of " + bytes);
        }
    }
}
