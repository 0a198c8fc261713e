package dev.orrery.ibc.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.IbcException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Transfers as contracts of Ethereum write them: a tuple (denom, sender, receiver, amount, memo) in Solidity's ABI. ibc-go
 * apps/transfer types/solidity_abi.go.
 */
final class SolidityTransfer {
    private static final int WORD = 32;
    private static final int FIELDS = 5;
    private static final int AMOUNT = 3;

    private SolidityTransfer() {}

    static byte[] encode(TransferData data) {
        BigInteger amount;
        try {
            amount = new BigInteger(data.amount());
        } catch (NumberFormatException none) {
            throw TransferError.ABI_ENCODING.failure("failed to parse amount: " + data.amount());
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        head.writeBytes(word(BigInteger.valueOf(WORD)));
        List<String> texts = List.of(data.denom(), data.sender(), data.receiver(), "", data.memo());
        for (int field = 0; field < FIELDS; field++) {
            if (field == AMOUNT) {
                head.writeBytes(word(amount));
                continue;
            }
            head.writeBytes(word(BigInteger.valueOf((long) FIELDS * WORD + tail.size())));
            byte[] text = texts.get(field).getBytes(UTF_8);
            tail.writeBytes(word(BigInteger.valueOf(text.length)));
            tail.writeBytes(Arrays.copyOf(text, (text.length + WORD - 1) / WORD * WORD));
        }
        head.writeBytes(tail.toByteArray());
        return head.toByteArray();
    }

    private static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[WORD];
        int length = Math.min(bytes.length, WORD);
        System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
        return word;
    }

    static TransferData decode(byte[] bytes) {
        int start = offset(bytes, 0, 0);
        return new TransferData(
                text(bytes, start, 0),
                number(bytes, start + AMOUNT * WORD).toString(),
                text(bytes, start, 1),
                text(bytes, start, 2),
                text(bytes, start, 4));
    }

    private static String text(byte[] bytes, int start, int field) {
        int at = offset(bytes, start + field * WORD, start);
        BigInteger length = number(bytes, at);
        if (length.bitLength() > 31 || length.intValue() > bytes.length - at - WORD) {
            throw broken("a text of " + length + " bytes");
        }
        return new String(bytes, at + WORD, length.intValue(), UTF_8);
    }

    /** The place that a word points to. */
    private static int offset(byte[] bytes, int at, int base) {
        BigInteger offset = number(bytes, at).add(BigInteger.valueOf(base));
        if (offset.bitLength() > 31 || offset.intValue() > bytes.length - WORD) {
            throw broken("an offset of " + offset);
        }
        return offset.intValue();
    }

    private static BigInteger number(byte[] bytes, int at) {
        if (at < 0 || at > bytes.length - WORD) {
            throw broken("no word at " + at);
        }
        return new BigInteger(1, Arrays.copyOfRange(bytes, at, at + WORD));
    }

    private static IbcException broken(String what) {
        return TransferDataReader.unreadable("failed to unpack data: " + what);
    }
}
