/**
 * The command line: one class for each command, which reads options, calls what does the work, and prints.
 *
 * <p>Entry type: {@link dev.orrery.server.cli.RootCommand}. Rules of contracts or chains do not belong here.
 */
package dev.orrery.server.cli;
