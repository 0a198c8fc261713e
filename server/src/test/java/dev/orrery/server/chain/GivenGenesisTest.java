package dev.orrery.server.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySupplyOfRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QuerySupplyOfResponse;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.server.grpc.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The genesis that wasmd v0.61.14 wrote: init, add-genesis-account, gentx, collect-gentxs. */
class GivenGenesisTest {
    private static final String GENESIS = "genesis.json";
    private static final String KEY = "priv_validator_key.json";

    @TempDir
    private Path directory;

    private String genesis = "";

    @BeforeEach
    void copy() throws IOException {
        genesis = recorded(GENESIS);
        Files.writeString(directory.resolve(KEY), recorded(KEY));
    }

    private static String recorded(String name) throws IOException {
        try (InputStream in = GivenGenesisTest.class.getResourceAsStream("/genesis/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theChainBeginsAsTheFileSaysAndGoesOn() throws IOException {
        Optional<Path> home = Optional.of(directory.resolve("home"));
        long height;
        try (LocalChain chain = start(home)) {
            List<Validator> voters = chain.node().blocks().validators(1).validators();
            assertEquals(List.of(250L), voters.stream().map(Validator::power).toList());
            assertEquals(chain.node().key().publicKey(), voters.getFirst().key());
            assertEquals("5001000000", supply(chain, "ucosm"));
            height = chain.node().blocks().height();
        }
        try (LocalChain chain = start(home)) {
            assertEquals(height, chain.node().blocks().height());
        }
    }

    @Test
    void anotherValidatorsKeyMakesNoBlocks() throws IOException {
        String other = "\"value\": \"Hg7F1/5m61tUBvTppqh/cFq4Og09pZH5iEf+d9eAzb0=\"";
        Files.writeString(directory.resolve(KEY), """
                {"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "lzpks1F8BO9CKR5PUcPn74PFnGwpqajU9r7NpWv7\
                YggeDsXX/mbrW1QG9OmmqH9wWrg6DT2lkfmIR/5314DNvQ=="}, "pub_key": {%s}}""".formatted(other));
        assertRefused("two thirds");
    }

    @Test
    void aForgedDeclarationIsRefused() {
        genesis = genesis.replace("\"amount\": \"250000000\"", "\"amount\": \"250000001\"");
        assertRefused("genutil.gen_txs[0]", "signature verification failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"genesis_time\": | \"elsewhen\": | genesis_time is no time",
                "\"consensus\": { | \"consensus\": 1, \"x\": { | consensus is no object",
                "\"max_bytes\": \" | \"max_bytes\": \"many | max_bytes is no number",
                "\"clients\": [] | \"clients\": [{\"client_id\": \"xx\"}] | app_state.ibc: unable to parse client identifier xx",
                "\"total_escrowed\": [] | \"total_escrowed\": [{\"denom\": \"x\", \"amount\": \"-5\"}] | app_state.transfer: ",
                "\"bond_denom\" | \"bound_denom\" | app_state.staking",
            })
    void whatIsWrongIsNamed(String part, String other, String named) {
        assertTrue(genesis.contains(part), part);
        genesis = genesis.replace(part, other);
        assertRefused(named);
    }

    @Test
    void whatIsNoJsonIsToldInOneLineWithItsPlace() {
        genesis = "{\n  \"chain_id\" 1\n}";
        assertRefused("genesis.json: no JSON at line 2 column 15 path $.chain_id");
        genesis = "{\"chain_id\":";
        assertRefused("genesis.json: no JSON");
    }

    private void assertRefused(String... words) {
        IOException refusal =
                assertThrows(IOException.class, () -> start(Optional.empty()).close());
        assertTrue(refusal.getMessage().contains(GENESIS), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
        for (String word : words) {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }

    private LocalChain start(Optional<Path> home) throws IOException {
        Files.writeString(directory.resolve(GENESIS), genesis);
        GivenGenesis given = GivenGenesis.read(directory.resolve(GENESIS), Optional.empty());
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0");
        return LocalChain.start(new LocalChain.Settings(
                given.chainId(),
                home,
                new LocalChain.Addresses(any, any, any),
                new BlockSchedule.OnCommand(),
                ChainConfig.of("wasm"),
                List.of(),
                WasmModule.Settings.DEFAULT,
                "0.38.21",
                new Beginning.Given(given),
                false));
    }

    private static String supply(LocalChain chain, String denom) throws InvalidProtocolBufferException {
        return QuerySupplyOfResponse.parseFrom(chain.node()
                        .application()
                        .query(RequestQuery.newBuilder()
                                .setPath("/cosmos.bank.v1beta1.Query/SupplyOf")
                                .setData(QuerySupplyOfRequest.newBuilder()
                                        .setDenom(denom)
                                        .build()
                                        .toByteString())
                                .build())
                        .getValue())
                .getAmount()
                .getAmount();
    }
}
