package dev.seedbed.spring;

import java.io.PrintStream;

/** Where the run that an application is started for answers. */
record RunOutput(PrintStream stream) {}
