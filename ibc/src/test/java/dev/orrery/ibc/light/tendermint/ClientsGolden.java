package dev.orrery.ibc.light.tendermint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.ChainClock;
import dev.orrery.ibc.Corpus;
import dev.orrery.ibc.Corpus.Verdict;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.Delay;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.host.Identifiers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Lives of light clients, step by step, with what ibc-go v11 and CometBFT said and kept at each: verdicts with their texts, every byte
 * of the client's store, and the gas, which stands for which keys were read and written. Made by adapter/ibc-oracle.
 */
class ClientsGolden {
    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    private final TendermintClient light = new TendermintClient(new StrictSignatures());
    private final List<String> different = new ArrayList<>();
    private int accepted;
    private int refused;

    @Test
    void everyStepEndsAsInTheReference() throws IOException {
        for (JsonNode scenario : Corpus.rows("light/tendermint/clients.jsonl")) {
            Map<String, MemoryStore> clients = new HashMap<>();
            for (JsonNode step : scenario.get("steps")) {
                play(scenario.get("name").asText(), step, clients);
            }
        }
        assertEquals("", different.stream().limit(20).collect(Collectors.joining("\n")), different.size() + " differ");
        assertTrue(accepted > 200, "accepted: " + accepted);
        assertTrue(refused > 300, "refused: " + refused);
    }

    private void play(String scenario, JsonNode step, Map<String, MemoryStore> clients) throws IOException {
        String name = scenario + ", " + step.get("name").asText();
        String id = step.get("client").asText();
        if (step.path("fresh").asBoolean()) {
            clients.clear();
        }
        clientStore(clients, id);
        Map<String, MemoryStore> branches = new HashMap<>();
        clients.forEach((client, store) -> branches.put(client, store.branch()));
        MemoryStore store = branches.get(id);
        String[] answer = {""};
        Optional<Verdict> verdict;
        try {
            verdict = Verdict.of(() -> answer[0] = run(step, id, branches));
        } catch (RuntimeException e) {
            different.add(name + ": " + e);
            return;
        }
        Optional<Verdict> expected = Verdict.read(step.get("error")).map(ClientsGolden::comparable);
        if (verdict.isEmpty()) {
            accepted++;
            clients.put(id, store);
        } else {
            refused++;
        }
        boolean panicked = expected.filter(Verdict::isPanic).isPresent();
        if (panicked ? verdict.isEmpty() : !verdict.equals(expected)) {
            different.add(name + "\n  reference: " + expected + "\n  here:      " + verdict);
            return;
        }
        compare(name + ": answer", step.path("answer").asText(), answer[0], verdict.isPresent());
        long gas = branches.values().stream().mapToLong(MemoryStore::gas).sum();
        compare(name + ": gas", step.get("gas").asText(), Long.toString(gas), panicked);
        if (step.has("store")) {
            compare(name + ": store", stored(step.get("store")), stored(store), verdict.isPresent());
        }
    }

    private void compare(String what, String expected, String actual, boolean unimportant) {
        if (!unimportant && !expected.equals(actual)) {
            different.add(what + "\n  reference: " + expected + "\n  here:      " + actual);
        }
    }

    private static MemoryStore clientStore(Map<String, MemoryStore> clients, String id) {
        return clients.computeIfAbsent(id, client -> new MemoryStore("clients/" + client + "/"));
    }

    private String run(JsonNode step, String id, Map<String, MemoryStore> clients) {
        try {
            return run(step, context(step, id, clients), clients);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String run(JsonNode step, ClientContext client, Map<String, MemoryStore> clients) throws IOException {
        switch (step.get("op").asText()) {
            case "initialize" -> light.initialize(client, bytes(step, "clientState"), bytes(step, "consensusState"));
            case "update" -> {
                return update(client, bytes(step, "message"));
            }
            case "status" -> {
                return light.status(client).word();
            }
            case "latest" -> {
                return light.latestHeight(client).toString();
            }
            case "timestamp" -> {
                return Long.toUnsignedString(light.timestampAt(client, at(step)));
            }
            case "member" ->
                light.verifyMembership(
                        client, at(step), delay(step), bytes(step, "proof"), path(step), bytes(step, "value"));
            case "absent" -> light.verifyNonMembership(client, at(step), delay(step), bytes(step, "proof"), path(step));
            case "recover" ->
                light.recover(client, context(step, step.get("substitute").asText(), clients));
            case "upgrade" ->
                light.upgrade(
                        client,
                        bytes(step, "clientState"),
                        bytes(step, "consensusState"),
                        bytes(step, "proof"),
                        bytes(step, "secondProof"));
            default -> throw new IllegalArgumentException(step.get("op").asText());
        }
        return "";
    }

    /** As the part does that keeps clients. */
    private String update(ClientContext client, byte[] encoded) throws InvalidProtocolBufferException {
        Any message = Any.parseFrom(encoded);
        light.verifyClientMessage(client, message);
        if (light.isMisbehaviour(client, message)) {
            light.freeze(client, message);
            return "frozen";
        }
        return light.update(client, message).stream().map(Height::toString).collect(Collectors.joining(" ", "[", "]"));
    }

    private static ClientContext context(JsonNode step, String id, Map<String, MemoryStore> clients) {
        String chainId = step.get("chainId").asText();
        Height height =
                new Height(Identifiers.revision(chainId), step.get("height").asLong());
        return new ClientContext(
                id,
                clientStore(clients, id),
                new ChainClock(chainId, height, step.get("nanos").asLong()));
    }

    private static Height at(JsonNode step) {
        return new Height(
                step.get("at").get("revision").asLong(),
                step.get("at").get("number").asLong());
    }

    private static Delay delay(JsonNode step) {
        return new Delay(
                step.path("delayNanos").bigIntegerValue().longValue(),
                step.path("delayBlocks").bigIntegerValue().longValue());
    }

    private static MerklePath path(JsonNode step) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        for (JsonNode key : step.path("path")) {
            keys.add(Corpus.bytes(key));
        }
        return new MerklePath(keys);
    }

    private static byte[] bytes(JsonNode step, String field) throws IOException {
        return step.has(field) ? Corpus.bytes(step.get(field)) : new byte[0];
    }

    private static String stored(JsonNode store) {
        Map<String, String> entries = new TreeMap<>();
        store.properties()
                .forEach(entry -> entries.put(
                        readable(BASE64.decode(entry.getKey())),
                        readable(BASE64.decode(entry.getValue().asText()))));
        return entries.toString();
    }

    private static String stored(MemoryStore store) {
        Map<String, String> entries = new TreeMap<>();
        store.entries().forEach((key, value) -> entries.put(readable(key), readable(value)));
        return entries.toString();
    }

    private static String readable(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Without Go's print of a validator set, and without what its protobuf parser says. */
    private static Verdict comparable(Verdict verdict) {
        String text = verdict.text()
                .replaceAll("(?s)trusted validators .*, does not hash", "trusted validators, does not hash")
                .replaceAll(": proto: .*: invalid proof", ": invalid proof");
        return new Verdict(verdict.codespace(), verdict.code(), text);
    }
}
