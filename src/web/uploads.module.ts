import { Module } from '@nestjs/common';
import { UploadedFiles } from './uploaded-files.js';

/** For every module with a route that takes files: one reader of forms, and one bound of what it holds. */
@Module({ providers: [UploadedFiles] })
export class UploadsModule {}
