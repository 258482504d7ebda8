import { Module } from '@nestjs/common';
import { MalwareScanner } from './malware-scanner.js';

/** One scanner for whoever takes files, and for whoever asks whether it is there. */
@Module({ providers: [MalwareScanner], exports: [MalwareScanner] })
export class ScanningModule {}
