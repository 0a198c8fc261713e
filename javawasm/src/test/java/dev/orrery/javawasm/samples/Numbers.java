package dev.orrery.javawasm.samples;

/** Arithmetic and control flow. */
// Odd on purpose.
@SuppressWarnings({"OperatorPrecedence", "IntLongMath", "StatementSwitchToExpressionSwitch", "CompareToZero"})
public final class Numbers {
    private Numbers() {}

    @Export("divide")
    public static long divide(long a, long b) {
        return b == 0 ? -1 : a / b + 3 * (a % b);
    }

    @Export("divideInts")
    public static long divideInts(long a, long b) {
        int x = (int) a;
        int y = (int) b;
        return y == 0 ? 7 : (x / y) * 31 + x % y + x / 10 - x % 7;
    }

    @Export("shifts")
    public static long shifts(long a, long b) {
        int x = (int) a;
        int y = (int) b;
        return (a << y) ^ (a >> y) ^ (a >>> y) ^ (x << y) ^ (x >> y) ^ (x >>> y) ^ (a << 3) ^ (~a & b | a ^ -b);
    }

    @Export("narrow")
    public static long narrow(long a, long b) {
        return (byte) a * 3L + (short) b + (char) (a ^ b) + (int) (a * b);
    }

    @Export("compare")
    public static long compare(long a, long b) {
        int order = Long.compare(a, b) + 3 * Long.compareUnsigned(a, b) + 9 * Integer.compare((int) a, (int) b);
        boolean same = a == b;
        boolean less = a < b && (int) a <= (int) b || a > 100;
        int sign = a > 0 ? 1 : a < 0 ? -1 : 0;
        return order * 8 + (same ? 4 : 0) + (less ? 2 : 0) + sign;
    }

    @Export("unsigned")
    public static long unsigned(long a, long b) {
        if (b == 0) {
            return Math.unsignedMultiplyHigh(a, a);
        }
        return Long.divideUnsigned(a, b) ^ Long.remainderUnsigned(a, b) ^ Math.unsignedMultiplyHigh(a, b);
    }

    @Export("bits")
    public static long bits(long a, long b) {
        return Long.numberOfLeadingZeros(a)
                + 64L * Long.numberOfTrailingZeros(b)
                + 6400L * Long.bitCount(a ^ b)
                + 640_000L * Integer.numberOfLeadingZeros((int) a);
    }

    @Export("loops")
    public static long loops(long a, long b) {
        long sum = 0;
        outer:
        for (int i = 0; i < (a & 31); i++) {
            int j = i;
            while (true) {
                if (j % 5 == 4) {
                    continue outer;
                }
                if (j > (b & 15) + i) {
                    break;
                }
                sum += (long) i * j++;
                if (sum > 1000) {
                    break outer;
                }
            }
            sum ^= i;
        }
        do {
            sum = sum * 3 + 1;
        } while (sum % 7 != 0 && sum < 1_000_000);
        return sum;
    }

    @Export("tableSwitch")
    public static long tableSwitch(long a, long b) {
        int result = 0;
        switch ((int) (a & 7)) {
            case 0:
                result += 1;
                break;
            case 1:
                result += 10;
                break;
            case 2, 3:
                result += 100;
                break;
            case 6:
                return b;
            default:
                result -= 5;
        }
        int more = switch ((int) (b % 5)) {
            case 0 -> 11;
            case 1 -> {
                int x = result;
                yield x * x;
            }
            case -1 -> 13;
            default -> result;
        };
        return result * 1000L + more;
    }

    @Export("sparseSwitch")
    public static long sparseSwitch(long a, long b) {
        return switch ((int) a % 1000) {
            case -999 -> 1;
            case -500 -> 2;
            case -3 -> 3;
            case 0 -> 4;
            case 17 -> b;
            case 400 -> 6;
            case 999 -> 7;
            default -> -a;
        };
    }

    @Export("order")
    public static long order(long a, long b) {
        long x = a;
        long y = x++ * 3 + ++x - (x += b) + x-- * x;
        int[] cells = {1, 2, 3};
        int i = 0;
        cells[i] = i = 2;
        cells[i++ % 3] += i;
        cells[(i + 1) % 3] *= cells[i % 3] + (i = 0);
        return y * 1000 + cells[0] * 100L + cells[1] * 10L + cells[2] + i;
    }

    @Export("recursion")
    public static long recursion(long a, long b) {
        return fibonacci((int) (a & 15)) * 100 + (isEven(b & 31) ? 1 : 0);
    }

    private static long fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    private static boolean isEven(long n) {
        return n == 0 || !isEven(n - 1);
    }

    @Export("ternaries")
    public static long ternaries(long a, long b) {
        return pick(a > b ? a : b, (a & 1) == 0 ? pick(1, b < 0 ? 2 : 3, a) : b, a != b ? 4 : (b & 2) != 0 ? 5 : 6);
    }

    private static long pick(long a, long b, long c) {
        return a * 17 + b * 5 + c;
    }
}
