package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmos.tx.v1beta1.Fee;
import dev.orrery.proto.cosmos.tx.v1beta1.TxBody;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The document that SIGN_MODE_LEGACY_AMINO_JSON signs: the transaction as JSON with sorted keys. Keys are written in their order, so
 * the order of the lines below is the format. cosmossdk.io/x/tx signing/aminojson.
 */
public record LegacyJson(KnownTypes types) {
    /**
     * @throws ChainException if the transaction says something that the document can't
     */
    byte[] signDocument(Tx tx, SignBytes.Account account) {
        TxBody body = tx.body();
        if (tx.hasIgnoredFields()) {
            throw ChainException.plain("unknown fields can't be signed in legacy JSON");
        }
        if (body.getExtensionOptionsCount() > 0 || body.getNonCriticalExtensionOptionsCount() > 0) {
            throw ChainException.plain(
                    "SIGN_MODE_LEGACY_AMINO_JSON does not support protobuf extension options:" + " invalid request");
        }
        StringBuilder out = new StringBuilder("{");
        out.append("\"account_number\":\"").append(Long.toUnsignedString(account.accountNumber()));
        out.append("\",\"chain_id\":").append(GoJson.quoted(account.chainId()));
        out.append(",\"fee\":").append(fee(tx.authInfo().getFee()));
        out.append(",\"memo\":").append(GoJson.quoted(body.getMemo()));
        out.append(",\"msgs\":").append(messages(body));
        out.append(",\"sequence\":\"")
                .append(Long.toUnsignedString(account.sequence()))
                .append('"');
        if (body.getTimeoutHeight() != 0) {
            out.append(",\"timeout_height\":\"")
                    .append(Long.toUnsignedString(body.getTimeoutHeight()))
                    .append('"');
        }
        if (body.hasTimeoutTimestamp()) {
            AminoJson time = new AminoJson(types);
            time.writeTimestamp(body.getTimeoutTimestamp());
            out.append(",\"timeout_timestamp\":").append(time);
        }
        if (body.getUnordered()) {
            out.append(",\"unordered\":true");
        }
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String fee(Fee fee) {
        StringBuilder out = new StringBuilder("{\"amount\":[");
        out.append(fee.getAmountList().stream().map(LegacyJson::coin).collect(Collectors.joining(",")));
        out.append("],\"gas\":\"")
                .append(Long.toUnsignedString(fee.getGasLimit()))
                .append('"');
        if (!fee.getGranter().isEmpty()) {
            out.append(",\"granter\":").append(GoJson.quoted(fee.getGranter()));
        }
        if (!fee.getPayer().isEmpty()) {
            out.append(",\"payer\":").append(GoJson.quoted(fee.getPayer()));
        }
        return out.append('}').toString();
    }

    private static String coin(Coin coin) {
        String amount = dev.orrery.chain.coin.Coin.of(coin).amount().toString();
        String denom = coin.getDenom().isEmpty() ? "" : ",\"denom\":" + GoJson.quoted(coin.getDenom());
        return "{\"amount\":" + GoJson.quoted(amount) + denom + "}";
    }

    private String messages(TxBody body) {
        if (body.getMessagesCount() == 0) {
            return "null";
        }
        StringBuilder out = new StringBuilder("[");
        for (Any message : body.getMessagesList()) {
            AminoJson one = new AminoJson(types);
            one.writeAny(message);
            out.append(out.length() == 1 ? "" : ",").append(one);
        }
        return out.append(']').toString();
    }
}
