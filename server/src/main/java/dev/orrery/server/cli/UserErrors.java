package dev.orrery.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells the user why a command failed: one line on standard error where the user can do something about it, everything where
 * it is a defect of ours.
 */
public final class UserErrors implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof CommandFailure expected) {
            command.getErr().println(command.getColorScheme().errorText("error: " + expected.getMessage()));
            return expected.exitStatus();
        }
        throw failure;
    }
}
