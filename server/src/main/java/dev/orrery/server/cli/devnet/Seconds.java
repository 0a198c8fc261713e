package dev.orrery.server.cli.devnet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Spans of time as people write them. */
final class Seconds {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,12})([smhd]?)");

    private Seconds() {}

    static long parse(CommandSpec spec, String parameter, String text) {
        Matcher parts = SPAN.matcher(text);
        if (!parts.matches()) {
            throw new ParameterException(
                    spec.commandLine(), parameter + " takes a time such as 90s, 5m, 2h or 30d: " + text);
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "m" -> amount * 60;
            case "h" -> amount * 3_600;
            case "d" -> amount * 86_400;
            default -> amount;
        };
    }
}
