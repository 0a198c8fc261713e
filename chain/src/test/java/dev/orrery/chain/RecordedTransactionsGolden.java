package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.Impersonation;
import dev.orrery.chain.coin.DecimalCoins;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers to recorded requests are wasmd's: code, text, gas, events and data. What still differs is written down in {@code
 * NAME.differences}, answer by answer: a new difference fails, and so does one that is gone and still written there.
 */
final class RecordedTransactionsGolden {
    /** As the reference's nodes; they have no version in a test. */
    private static final ChainConfig FAITHFUL =
            new ChainConfig(AddressFormats.of("wasm"), DecimalCoins.NONE, Impersonation.NONE, false, "");

    /** Where to write what differs, to look at it and to keep it: {@code -Dorrery.differences=DIR}. */
    private static final Optional<Path> REWRITTEN =
            Optional.ofNullable(System.getProperty("orrery.differences")).map(Path::of);

    private final List<String> differences = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bank",
                "ante",
                "signatures",
                "staking",
                "distribution",
                "grants",
                "governance",
                "wasm-calls",
                "wasm-rules",
                "wasm-staking"
            })
    void answersAsWasmdDoes(String name, @TempDir Path codes) throws IOException, VmException {
        Recording recording = Recording.load(name);
        try (Vm vm = Vm.open(VmOptions.in(codes))) {
            replay(
                    recording,
                    name,
                    new Wiring(FAITHFUL, keepers -> List.of(new WasmModule(vm, keepers, WasmModule.Settings.DEFAULT))));
        }
        String found = String.join("\n", differences);
        if (REWRITTEN.isPresent()) {
            Files.writeString(REWRITTEN.get().resolve(name + ".differences"), found.isEmpty() ? "" : found + "\n");
        }
        assertEquals(knownDifferences(name), found);
    }

    private void replay(Recording recording, String name, Wiring wiring) throws IOException {
        try (Chain chain = Chain.open(wiring, new MemoryDatabase(), Pruning.NOTHING)) {
            chain.initChain(recording.init());
            for (int i = 0; i < recording.steps().size(); i++) {
                Recording.Step step = recording.steps().get(i);
                replay(chain, step, name + " " + i + " " + step.kind() + " " + step.labels());
            }
        }
    }

    private static String knownDifferences(String name) throws IOException {
        try (InputStream file =
                RecordedTransactionsGolden.class.getResourceAsStream("recorded/" + name + ".differences")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private void replay(Chain chain, Recording.Step step, String at) throws InvalidProtocolBufferException {
        switch (step.kind()) {
            case "block" -> {
                ResponseFinalizeBlock expected = ResponseFinalizeBlock.parseFrom(step.response());
                ResponseFinalizeBlock actual = chain.finalizeBlock(RequestFinalizeBlock.parseFrom(step.request()));
                chain.commit();
                compare(at, ofBlock(expected), ofBlock(actual));
                for (int i = 0; i < expected.getTxResultsCount(); i++) {
                    compare(at + " " + i, masked(expected.getTxResults(i)), masked(actual.getTxResults(i)));
                }
                compare(at + " end", ended(expected), ended(actual));
            }
            case "check" ->
                compare(
                        at,
                        masked(ResponseCheckTx.parseFrom(step.response())),
                        masked(chain.checkTx(RequestCheckTx.parseFrom(step.request()))));
            case "query" ->
                compare(
                        at,
                        ResponseQuery.parseFrom(step.response()),
                        chain.query(RequestQuery.parseFrom(step.request())));
            default -> throw new IllegalArgumentException(step.kind());
        }
    }

    /** What happened at the end of a block. */
    private static ResponseFinalizeBlock ended(ResponseFinalizeBlock block) {
        return ResponseFinalizeBlock.newBuilder()
                .addAllEvents(block.getEventsList().stream()
                        .filter(event -> event.getAttributesList().stream()
                                .anyMatch(attribute -> attribute.getValue().equals("EndBlock")))
                        .toList())
                .addAllValidatorUpdates(block.getValidatorUpdatesList())
                .build();
    }

    /** What modules did at the beginning and the end of a block. Hashes are of other stores. */
    private static ResponseFinalizeBlock ofBlock(ResponseFinalizeBlock response) {
        return ResponseFinalizeBlock.newBuilder()
                .addAllEvents(response.getEventsList())
                .addAllValidatorUpdates(response.getValidatorUpdatesList())
                .setConsensusParamUpdates(response.getConsensusParamUpdates())
                .build();
    }

    /** A panic's text holds a stack trace; only its first line is compared. */
    private static ExecTxResult masked(ExecTxResult result) {
        return result.toBuilder().setLog(firstLine(result.getLog())).build();
    }

    private static ResponseCheckTx masked(ResponseCheckTx result) {
        return result.toBuilder().setLog(firstLine(result.getLog())).build();
    }

    private static String firstLine(String log) {
        return log.startsWith("recovered: ") ? log.lines().findFirst().orElse("") : log;
    }

    private void compare(String at, Message expected, Message actual) {
        List<String> wanted = lines(expected);
        List<String> got = lines(actual);
        for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
            String one = i < wanted.size() ? wanted.get(i) : "";
            String other = i < got.size() ? got.get(i) : "";
            if (!one.equals(other)) {
                differences.add(at + ", line " + i + "\n  wasmd: " + one.strip() + "\n  ours:  " + other.strip());
                return;
            }
        }
    }

    private static List<String> lines(Message message) {
        return TextFormat.printer().printToString(message).lines().toList();
    }
}
