package dev.orrery.chain.fork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.wasm.WasmKeys;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.testkit.contracts.OwnContracts;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fork asks its original for, and what it believes. */
class ForkedGroundTest {
    private static final byte[] COUNTER = OwnContracts.wasm("rust/counter");
    private static final byte[] CODE_KEY = Keys.concat(new byte[] {0x01}, Keys.uint64(1));
    private static final Address SOMEBODY = Address.ofModule("somebody");
    private static final Address MODULE = Address.ofModule("gov");

    @TempDir
    Path directory;

    private final FakeChain original = new FakeChain();
    private Vm vm;
    private ForkedGround ground;

    @BeforeEach
    void open() throws VmException {
        vm = Vm.open(VmOptions.in(directory));
        ground = new ForkedGround(original, new MemoryDatabase(), vm, Set.of(MODULE));
    }

    @AfterEach
    void close() {
        vm.close();
    }

    @Test
    void askedOnceForWhatIsThereAndForWhatIsNot() {
        original.put("bank", supply("x"), Keys.utf8("7"));
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(new byte[] {'7'}, ground.get("bank", supply("x")).orElseThrow());
            assertTrue(ground.get("bank", supply("y")).isEmpty());
        }
        assertEquals(2, original.asked.size());
    }

    @Test
    void aCodeComesWithItsBytes() throws VmException {
        original.put("wasm", CODE_KEY, codeInfo(Checksum.generate(COUNTER)));
        original.code = COUNTER;
        assertTrue(ground.get("wasm", CODE_KEY).isPresent());
        assertArrayEquals(COUNTER, vm.code(Checksum.generate(COUNTER)));
    }

    @Test
    void aCodeWhoseBytesAreOthersIsNotTaken() {
        original.put("wasm", CODE_KEY, codeInfo(Checksum.generate(COUNTER)));
        original.code = OwnContracts.wasm("rust/token");
        refused(CODE_KEY, "its bytes don't have the hash");
        original.code = COUNTER;
        assertTrue(ground.get("wasm", CODE_KEY).isPresent(), "it is asked for again");
    }

    @Test
    void aCodeThatIsNoneIsNotTaken() {
        original.code = new byte[] {1, 2, 3};
        original.put("wasm", CODE_KEY, codeInfo(Checksum.generate(original.code)));
        refused(CODE_KEY, "can't be used");
    }

    @Test
    void nonsenseIsNotTaken() {
        byte[] contract = WasmKeys.contract(SOMEBODY);
        original.put("wasm", contract, new byte[] {(byte) 0xff});
        refused(contract, "damaged entry");
        original.put("wasm", WasmKeys.nextCodeId(), new byte[] {1});
        refused(WasmKeys.nextCodeId(), "of 1 bytes instead of 8");
        original.put("wasm", contract, new byte[2 << 20]);
        refused(contract, "at most 1048576");
        original.put("bank", supply("x"), new byte[] {'-', '5'});
        assertThrows(UnavailableException.class, () -> ground.get("bank", supply("x")));
    }

    @Test
    void whatIsTheForksOwnIsNotAskedFor() {
        assertTrue(ground.get("wasm", new byte[] {0x10}).isEmpty(), "parameters");
        assertTrue(
                ground.get("acc", Keys.concat(new byte[] {1}, MODULE.bytes())).isEmpty(), "accounts of modules");
        assertFalse(ground.stores().contains("staking"));
        assertEquals(List.of(), original.asked);
    }

    private void refused(byte[] key, String why) {
        UnavailableException refused = assertThrows(UnavailableException.class, () -> ground.get("wasm", key));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private static byte[] supply(String denom) {
        return Keys.concat(new byte[] {0}, Keys.utf8(denom));
    }

    private static byte[] codeInfo(Checksum checksum) {
        return CodeInfo.newBuilder()
                .setCodeHash(ByteString.copyFrom(checksum.toBytes()))
                .build()
                .toByteArray();
    }

    /** Answers what it was told. */
    private static final class FakeChain implements Original {
        private final Map<String, byte[]> entries = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private byte[] code = {};

        void put(String store, byte[] key, byte[] value) {
            entries.put(name(store, key), value);
        }

        @Override
        public Optional<byte[]> entry(String store, byte[] key) {
            asked.add(name(store, key));
            return Optional.ofNullable(entries.get(name(store, key)));
        }

        @Override
        public void state(Address contract, BiConsumer<byte[], byte[]> into) {
            throw new AssertionError("nobody walks a state here");
        }

        @Override
        public void balances(Address owner, Consumer<Coin> into) {
            throw new AssertionError("nobody walks balances here");
        }

        @Override
        public byte[] code(long codeId) {
            return code;
        }

        private static String name(String store, byte[] key) {
            return store + "/" + HexFormat.of().formatHex(key);
        }
    }
}
