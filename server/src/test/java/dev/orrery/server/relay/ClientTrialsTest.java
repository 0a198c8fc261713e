package dev.orrery.server.relay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceSendRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceSendResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClient;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Header;
import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.link.ChannelRequest;
import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.Access;
import dev.orrery.relayer.work.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes headers, commits and proofs from a running chain, forges each, and writes them down for another light client to judge: see
 * adapter/ibc-oracle/judge.sh, which names the file.
 */
@EnabledIfSystemProperty(named = "orrery.trials", matches = ".+")
class ClientTrialsTest {
    private static final String CLIENT = "07-tendermint-0";
    private static final String HOST = "ours-7";

    /** Tag and length before the key. */
    private static final int NAMED_KEY_HEAD = 2;

    private final JsonArray trials = new JsonArray();
    private JsonArray steps = new JsonArray();
    private long hostHeight = 100;

    @Test
    void whatAChainShowsIsWrittenDownWithForgeries() throws Exception {
        try (UserChain left = UserChain.start("trial-1");
                UserChain right = UserChain.start("other-1");
                End end = End.open(new Access(left.rpc(), UserChain.RELAYER_WORDS, Optional.empty()))) {
            Run.over(left, right, ChannelRequest.TRANSFER).once();
            left.transfer("channel-0", 5, "ucosm", Duration.ofHours(1));
            Run.over(left, right, ChannelRequest.TRANSFER).once();
            right.transfer("channel-0", 7, "ucosm", Duration.ofHours(1));
            Run.over(left, right, ChannelRequest.TRANSFER).once();
            left.transfer("channel-0", 5, "ucosm", Duration.ofHours(1));
            View newest = end.view();
            for (long distance : List.of(1L, 2L, 9L)) {
                follow(end, at(newest, newest.height() - 10), at(newest, newest.height() - 10 + distance));
            }
            prove(end, at(newest, newest.height() - 10), newest);
        }
        assertTrue(trials.size() == 4);
        Files.writeString(
                Path.of(System.getProperty("orrery.trials")),
                trials.asList().stream().map(Object::toString).collect(Collectors.joining("\n", "", "\n")));
    }

    /** The chain as a block showed it, whose time is not asked for. */
    private static View at(View newest, long height) {
        return new View(newest.node(), newest.chainId(), height, newest.time());
    }

    /** A client that begins at one header and is shown another. */
    private void follow(End end, View first, View next) {
        begin(end, first);
        Header header = LightClients.header(next, first.proofHeight());
        for (Forgeries.Forgery forgery : Forgeries.of(header)) {
            update("header with another " + forgery.what(), (Header) forgery.message(), false);
        }
        update("a header without a signature", withoutSignatures(header), false);
        update("a header", header, true);
        update("a header of itself", LightClients.header(first, first.proofHeight()), false);
        end("from " + first.height() + " to " + next.height());
    }

    private static Header withoutSignatures(Header header) {
        Header.Builder changed = header.toBuilder();
        changed.getSignedHeaderBuilder().getCommitBuilder().clearSignatures();
        return changed.build();
    }

    /** A client that is shown what is in the store and what isn't. */
    private void prove(End end, View first, View newest) {
        begin(end, first);
        update("a header", LightClients.header(newest, first.proofHeight()), true);
        byte[] sequence = PathsV1.nextSequenceSend("transfer", "channel-0");
        byte[] received = PathsV1.receipt("transfer", "channel-0", 1);
        byte[] missing = PathsV1.receipt("transfer", "channel-0", 9);
        byte[] last = "zzz".getBytes(StandardCharsets.UTF_8);
        byte[] early = "\u0001".getBytes(StandardCharsets.UTF_8);
        member(newest, sequence, Counter.bigEndian(nextSend(newest)));
        member(newest, received, new byte[] {1});
        absent(newest, missing, received);
        absent(newest, last, received);
        absent(newest, early, received);
        end("proofs at " + newest.height());
    }

    /** What the view proves: the last transfer may be newer. */
    private static long nextSend(View view) {
        return view.query(
                        "ibc.core.channel.v1.Query/NextSequenceSend",
                        QueryNextSequenceSendRequest.newBuilder()
                                .setPortId("transfer")
                                .setChannelId("channel-0")
                                .build(),
                        QueryNextSequenceSendResponse.parser())
                .getNextSequenceSend();
    }

    private void member(View view, byte[] key, byte[] value) {
        ByteString proof = view.proof(key);
        String name = new String(key, StandardCharsets.UTF_8);
        proved("member", name, view.proofHeight(), key, value, proof, true);
        for (int at = 0; at < proof.size(); at++) {
            proved("member", name + ", byte " + at, view.proofHeight(), key, value, flipped(proof, at), false);
        }
        proved("member", name + ", half a proof", view.proofHeight(), key, value, half(proof), false);
        proved("member", name + ", no value", view.proofHeight(), key, new byte[] {7}, proof, false);
        proved(
                "member",
                name + ", another key",
                view.proofHeight(),
                "x".getBytes(StandardCharsets.UTF_8),
                value,
                proof,
                false);
        Height before = new Height(view.proofHeight().revision(), view.height() - 10);
        proved("member", name + ", another height", before, key, value, proof, false);
        proved("absent", name + " is there", view.proofHeight(), key, new byte[0], proof, false);
    }

    private void absent(View view, byte[] key, byte[] present) {
        ByteString proof = view.proof(key);
        String name = new String(key, StandardCharsets.UTF_8);
        proved("absent", name, view.proofHeight(), key, new byte[0], proof, true);
        int unread = unread(proof);
        for (int at = 0; at < proof.size(); at++) {
            if (at < unread || at >= unread + NAMED_KEY_HEAD + key.length) {
                proved(
                        "absent",
                        name + ", byte " + at,
                        view.proofHeight(),
                        key,
                        new byte[0],
                        flipped(proof, at),
                        false);
            }
        }
        proved("absent", name + ", half a proof", view.proofHeight(), key, new byte[0], half(proof), false);
        proved("absent", "a neighbour of " + name, view.proofHeight(), present, new byte[0], proof, false);
        proved("member", name + " is absent", view.proofHeight(), key, new byte[] {1}, proof, false);
    }

    /** Where a proof of absence names the key it is about, which no verifier reads: it was given the key. */
    private static int unread(ByteString proof) {
        try {
            CodedInputStream in = proof.newCodedInput();
            for (String message : List.of("the first of all proofs", "a proof of absence")) {
                assertTrue(WireFormat.getTagWireType(in.readTag()) == WireFormat.WIRETYPE_LENGTH_DELIMITED, message);
                in.readRawVarint32();
            }
            return in.getTotalBytesRead();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private static ByteString flipped(ByteString bytes, int at) {
        byte[] changed = bytes.toByteArray();
        changed[at] ^= (byte) (1 << at % 8);
        return ByteString.copyFrom(changed);
    }

    private static ByteString half(ByteString bytes) {
        return bytes.substring(0, bytes.size() / 2);
    }

    private void begin(End end, View first) {
        steps = new JsonArray();
        MsgCreateClient creation = new LightClients(end).creation(first);
        JsonObject step = step("creation", "initialize", true);
        step.addProperty("clientState", base64(creation.getClientState().getValue()));
        step.addProperty("consensusState", base64(creation.getConsensusState().getValue()));
    }

    private void update(String name, Header header, boolean sound) {
        step(name, "update", sound)
                .addProperty("message", base64(Any.pack(header, "").toByteString()));
    }

    private void proved(
            String op, String name, Height height, byte[] key, byte[] value, ByteString proof, boolean sound) {
        JsonObject step = step(name, op, sound);
        JsonObject at = new JsonObject();
        at.addProperty("revision", height.revision());
        at.addProperty("number", height.number());
        step.add("at", at);
        JsonArray path = new JsonArray();
        path.add(base64(ByteString.copyFromUtf8("ibc")));
        path.add(base64(ByteString.copyFrom(key)));
        step.add("path", path);
        step.addProperty("value", base64(ByteString.copyFrom(value)));
        step.addProperty("proof", base64(proof));
    }

    private JsonObject step(String name, String op, boolean sound) {
        Instant now = Instant.now();
        JsonObject step = new JsonObject();
        step.addProperty("name", name);
        step.addProperty("op", op);
        step.addProperty("client", CLIENT);
        step.addProperty("chainId", HOST);
        step.addProperty("height", hostHeight++);
        step.addProperty("nanos", now.getEpochSecond() * 1_000_000_000L + now.getNano());
        step.addProperty("sound", sound);
        steps.add(step);
        return step;
    }

    private void end(String name) {
        JsonObject trial = new JsonObject();
        trial.addProperty("name", name);
        trial.add("steps", steps);
        trials.add(trial);
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
