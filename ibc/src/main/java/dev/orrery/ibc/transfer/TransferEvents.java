package dev.orrery.ibc.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.GoJsonText;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.packet.Acknowledgement;

/** What wallets learn of transfers. ibc-go apps/transfer internal/events/events.go. */
public final class TransferEvents {
    private static final String MODULE = "transfer";

    private TransferEvents() {}

    public static void sent(IbcContext ctx, TransferData data) {
        ctx.events()
                .emit(
                        IbcEvent.of(
                                "ibc_transfer",
                                "sender",
                                data.sender(),
                                "receiver",
                                data.receiver(),
                                "denom",
                                data.denom(),
                                "amount",
                                data.amount(),
                                "memo",
                                data.memo()),
                        MODULE);
    }

    /** @param error why the packet was refused; empty if it wasn't */
    public static void received(IbcContext ctx, TransferData data, boolean success, String error) {
        IbcEvent event = packet(data).with("success", Boolean.toString(success));
        ctx.events().emit(error.isEmpty() ? event : event.with("error", error), MODULE);
    }

    public static void acknowledged(IbcContext ctx, TransferData data, Acknowledgement.Envelope envelope) {
        ctx.events().emit(packet(data).with("acknowledgement", text(envelope)), MODULE);
        switch (envelope) {
            case Acknowledgement.Result result ->
                ctx.events().emit(IbcEvent.of("fungible_token_packet", "success", new String(result.value(), UTF_8)));
            case Acknowledgement.Failure failure ->
                ctx.events().emit(IbcEvent.of("fungible_token_packet", "error", failure.text()));
            case Acknowledgement.Nothing nothing -> {}
        }
    }

    private static IbcEvent packet(TransferData data) {
        return IbcEvent.of(
                "fungible_token_packet",
                "sender",
                data.sender(),
                "receiver",
                data.receiver(),
                "denom",
                data.denom(),
                "amount",
                data.amount(),
                "memo",
                data.memo());
    }

    public static void timedOut(IbcContext ctx, TransferData data) {
        String tokens = "{\"denom\":" + data.token().json() + ",\"amount\":" + GoJsonText.quote(data.amount()) + "}";
        ctx.events()
                .emit(
                        IbcEvent.of("timeout", "receiver", data.sender(), "refund_tokens", tokens, "memo", data.memo()),
                        MODULE);
    }

    static void denomination(IbcContext ctx, Denom denom) {
        ctx.events().emit(IbcEvent.of("denomination", "denom_hash", denom.hashText(), "denom", denom.json()));
    }

    /** As the reference prints the message. */
    private static String text(Acknowledgement.Envelope envelope) {
        return switch (envelope) {
            case Acknowledgement.Result result -> "result:" + protoText(result.value()) + " ";
            case Acknowledgement.Failure failure ->
                "error:" + protoText(failure.text().getBytes(UTF_8)) + " ";
            case Acknowledgement.Nothing nothing -> "";
        };
    }

    /** gogoproto text.go: writeString. */
    private static String protoText(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte value : bytes) {
            switch (value) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (value >= 0x20 && value < 0x7f) {
                        text.append((char) value);
                    } else {
                        int bits = value & 0xff;
                        text.append('\\')
                                .append(bits >> 6)
                                .append((bits >> 3) & 7)
                                .append(bits & 7);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
