package dev.orrery.ibc.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.GoJsonText;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What a packet of ICS-20 says. ibc-go apps/transfer types/packet.go.
 *
 * @param denom the token's path on the chain that sends
 * @param amount as the sender spelled it
 */
public record TransferData(String denom, String amount, String sender, String receiver, String memo) {
    /** Bytes. ibc-go apps/transfer types/msgs.go. */
    public static final int MAX_MEMO_BYTES = 32_768;

    public static final int MAX_RECEIVER_BYTES = 2_048;

    public static final TransferData NONE = new TransferData("", "", "", "", "");

    /** The token with its way. */
    public Denom token() {
        return Denom.parse(denom);
    }

    /** Keys in this order, the memo only if there is one. */
    public byte[] json() {
        String json = "{\"denom\":" + GoJsonText.quote(denom) + ",\"amount\":" + GoJsonText.quote(amount)
                + ",\"sender\":" + GoJsonText.quote(sender) + ",\"receiver\":" + GoJsonText.quote(receiver)
                + (memo.isEmpty() ? "" : ",\"memo\":" + GoJsonText.quote(memo)) + "}";
        return json.getBytes(UTF_8);
    }

    /** The amount, which must be a positive number. */
    BigInteger positiveAmount(TransferBank bank) {
        Optional<BigInteger> value = bank.amount(amount);
        if (value.isEmpty()) {
            throw unreadable(amount);
        }
        if (value.get().signum() <= 0) {
            throw TransferError.INVALID_AMOUNT.failure("amount must be strictly positive: got " + value.get());
        }
        return value.get();
    }

    private static IbcException unreadable(String amount) {
        return TransferError.INVALID_AMOUNT.failure("unable to parse transfer amount (" + amount + ") into math.Int");
    }

    /** Refuses what can't be meant. */
    void check(TransferBank bank) {
        positiveAmount(bank);
        if (sender.isBlank()) {
            throw IbcError.INVALID_ADDRESS.failure("sender address cannot be blank");
        }
        if (receiver.isBlank()) {
            throw IbcError.INVALID_ADDRESS.failure("receiver address cannot be blank");
        }
        token().check();
    }

    /** What a chain that receives refuses beside. */
    void checkMemo() {
        if (memo.getBytes(UTF_8).length > MAX_MEMO_BYTES) {
            throw TransferError.INVALID_MEMO.failure("memo must not exceed " + MAX_MEMO_BYTES + " bytes");
        }
    }
}
