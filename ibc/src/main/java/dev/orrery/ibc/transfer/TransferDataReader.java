package dev.orrery.ibc.transfer;

import static dev.orrery.ibc.Circumstances.within;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.proto.ibc.applications.transfer.v1.FungibleTokenPacketData;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Reads packets of ICS-20 in JSON, strictly: nothing but what is known. ibc-go apps/transfer types/packet.go, encoding.go. */
public final class TransferDataReader {
    /** The version of channels that carry such packets. ibc-go apps/transfer types/keys.go: V1. */
    public static final String VERSION = "ics20-1";

    public static final String JSON_ENCODING = "application/json";
    static final String PROTOBUF_ENCODING = "application/x-protobuf";
    static final String ABI_ENCODING = "application/x-solidity-abi";

    private static final Set<String> FIELDS = Set.of("denom", "amount", "sender", "receiver", "memo");

    private static final JsonFactory JSON = new JsonFactory();

    private TransferDataReader() {}

    /** Reads and checks data of a channel with a version. */
    public static TransferData read(byte[] bytes, String version, TransferBank bank) {
        return read(bytes, version, "", bank);
    }

    /** The same in an encoding, JSON if none is named. */
    public static TransferData read(byte[] bytes, String version, String encoding, TransferBank bank) {
        if (!version.equals(VERSION)) {
            throw TransferError.INVALID_VERSION.failure(version);
        }
        TransferData data = switch (encoding) {
            case "", JSON_ENCODING -> json(bytes);
            case PROTOBUF_ENCODING -> protobuf(bytes);
            case ABI_ENCODING -> SolidityTransfer.decode(bytes);
            default -> throw unknownEncoding(encoding);
        };
        within("invalid packet data", () -> data.check(bank));
        return data;
    }

    /** Writes data in an encoding. */
    public static byte[] write(TransferData data, String encoding) {
        return switch (encoding) {
            case JSON_ENCODING -> data.json();
            case PROTOBUF_ENCODING ->
                FungibleTokenPacketData.newBuilder()
                        .setDenom(data.denom())
                        .setAmount(data.amount())
                        .setSender(data.sender())
                        .setReceiver(data.receiver())
                        .setMemo(data.memo())
                        .build()
                        .toByteArray();
            case ABI_ENCODING -> SolidityTransfer.encode(data);
            default -> throw unknownEncoding(encoding);
        };
    }

    private static IbcException unknownEncoding(String encoding) {
        return IbcError.INVALID_TYPE.failure("invalid encoding provided, must be either empty or one of [\""
                + JSON_ENCODING + "\", \"" + PROTOBUF_ENCODING + "\", \"" + ABI_ENCODING + "\"], got " + encoding);
    }

    private static TransferData protobuf(byte[] bytes) {
        FungibleTokenPacketData data;
        try {
            data = FungibleTokenPacketData.parseFrom(bytes);
        } catch (InvalidProtocolBufferException broken) {
            throw unreadable("no such message");
        }
        if (!data.getUnknownFields().asMap().isEmpty()) {
            throw unreadable("unknown fields");
        }
        return new TransferData(
                data.getDenom(), data.getAmount(), data.getSender(), data.getReceiver(), data.getMemo());
    }

    static IbcException unreadable(String why) {
        return IbcError.INVALID_TYPE.failure("cannot unmarshal ICS20-V1 transfer packet data: " + why);
    }

    static TransferData json(byte[] bytes) {
        try (JsonParser json = JSON.createParser(new String(bytes, UTF_8))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable("no object");
            }
            TransferData data = TransferData.NONE;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                data = with(data, json);
            }
            if (json.nextToken() != null) {
                throw unreadable("something follows the object");
            }
            return data;
        } catch (IOException broken) {
            throw unreadable("no JSON");
        }
    }

    /** Go finds fields whatever their case; null says nothing. */
    private static TransferData with(TransferData data, JsonParser json) throws IOException {
        String key = json.currentName().toLowerCase(Locale.ROOT);
        JsonToken token = json.nextToken();
        if (!FIELDS.contains(key)) {
            throw unreadable("unknown field " + key);
        }
        if (token == JsonToken.VALUE_NULL) {
            return data;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw unreadable("no text in field " + key);
        }
        String value = json.getText();
        return new TransferData(
                key.equals("denom") ? value : data.denom(),
                key.equals("amount") ? value : data.amount(),
                key.equals("sender") ? value : data.sender(),
                key.equals("receiver") ? value : data.receiver(),
                key.equals("memo") ? value : data.memo());
    }
}
